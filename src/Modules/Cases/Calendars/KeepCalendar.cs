using System.Globalization;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>The public holidays and days off of a country, kept by the network office. The program ships none: a list that nobody answers for is worse than none.</summary>
public static class KeepCalendar
{
    /// <summary>Most rows of one list.</summary>
    public const int MostRows = 2000;

    /// <summary>A holiday.</summary>
    /// <param name="Day">The day.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Source">Where it was announced.</param>
    public sealed record HolidayInput(DateOnly? Day, string Name, string? Source = null);
    /// <summary>A day that is no holiday after all.</summary>
    public sealed record RemoveInput(DateOnly? Day);
    /// <summary>Days off of the week.</summary>
    public sealed record WeekInput(IReadOnlyList<DayOfWeek>? DaysOff);

    /// <summary>A country with what is known of it.</summary>
    public sealed record CountryView(
        [property: Field(FieldClass.C1)] string Country, [property: Field(FieldClass.C1)] int Holidays, [property: Field(FieldClass.C1)] int? LastYear,
        [property: Field(FieldClass.C1)] IReadOnlyList<DayOfWeek>? DaysOff, [property: Field(FieldClass.C1)] bool Demonstration) : IView<SignedIn>;

    /// <summary>The calendar of a country.</summary>
    public sealed record CalendarView(
        [property: Field(FieldClass.C1)] string Country, [property: Field(FieldClass.C1)] IReadOnlyList<DayOfWeek>? DaysOff, [property: Field(FieldClass.C1)] IReadOnlyList<HolidayView> Holidays) : IView<SignedIn>;

    /// <summary>A holiday.</summary>
    public sealed record HolidayView(
        [property: Field(FieldClass.C1)] DateOnly Day, [property: Field(FieldClass.C1)] string Name, [property: Field(FieldClass.C1)] string Source, [property: Field(FieldClass.C1)] bool Demonstration) : IView<SignedIn>;

    /// <summary>What became of a list.</summary>
    public sealed record ImportedView([property: Field(FieldClass.C1)] int Rows, [property: Field(FieldClass.C1)] int Added, [property: Field(FieldClass.C1)] int Known) : IView<SignedIn>;

    /// <summary>A row of a list cannot be read. Rows count from 1, the head being the first.</summary>
    public sealed record RowWrong(int Row, string Column) : Refusal("calendar.row-wrong");
    /// <summary>The head of a list lacks a column.</summary>
    public sealed record ColumnMissing(string Column) : Refusal("calendar.column-missing");
    /// <summary>The day is a holiday already.</summary>
    public sealed record KnownAlready() : Refusal("calendar.known-already")
    {
        /// <inheritdoc />
        public override string Field => "day";
    }
    /// <summary>The day is no holiday.</summary>
    public sealed record NoHoliday() : Refusal("calendar.no-holiday")
    {
        /// <inheritdoc />
        public override string Field => "day";
    }

    /// <summary>Every reason against a holiday.</summary>
    public static IEnumerable<Refusal> WhyNot(string country, HolidayInput input)
    {
        foreach (var reason in WhyNotCountry(country)) yield return reason;
        if (input.Day is not { } day) yield return new BadInput("input.required", "day");
        else if (day.Year is < 2000 or > 2100) yield return new BadInput("input.not-a-day", "day");
        foreach (var reason in Given.Text(input.Name, "name", 200)) yield return reason;
        foreach (var reason in Given.OptionalText(input.Source, "source", 300)) yield return reason;
    }

    /// <summary>Whether it is an ISO 3166-1 alpha-2 code by its shape.</summary>
    public static IEnumerable<Refusal> WhyNotCountry(string country) =>
        country is { Length: 2 } && country.All(char.IsAsciiLetterUpper) ? [] : [new BadInput("input.not-a-choice", "country")];

    /// <summary>The countries that something is kept of.</summary>
    public static async Task<Outcome<IReadOnlyList<CountryView>>> List(Work work)
    {
        var rows = await work.All<CountryRow>("""
            select x.country, count(h.day)::integer as holidays, max(extract(year from h.day))::integer as last_year, (select w.days_off::integer[] from cases.week w where w.country = x.country) as days_off,
                   coalesce(bool_or(h.demonstration), false) as demonstration
              from (select country from cases.holiday union select country from cases.week) x left join cases.holiday h on h.country = x.country and h.removed_on is null group by x.country order by x.country
            """);
        return new Outcome<IReadOnlyList<CountryView>>(OutcomeKind.Done, [], [.. rows.Select(r => new CountryView(r.Country, r.Holidays, r.LastYear, Days(r.DaysOff), r.Demonstration))]);
    }

    /// <summary>The calendar of a country; of one year where it is named.</summary>
    public static async Task<Outcome<CalendarView>> Read(string country, int? year, Work work)
    {
        if (WhyNotCountry(country).ToList() is { Count: > 0 } wrong) return Outcome<CalendarView>.Refused(wrong);
        var holidays = await work.All<HolidayView>("""
            select day, name, source, demonstration from cases.holiday where country = $1 and removed_on is null and ($2::integer is null or extract(year from day) = $2) order by day
            """, country, year);
        return new CalendarView(country, Days((await work.FirstOrNone<WeekRow>("select days_off::integer[] as days_off from cases.week where country = $1", country))?.DaysOff), holidays);
    }

    /// <summary>Adds a holiday. Clocks that count working days there are counted anew; none falls due earlier.</summary>
    public static async Task<Outcome<HolidayView>> Add(string country, HolidayInput input, Work work, bool demonstration = false)
    {
        if (WhyNot(country, input).ToList() is { Count: > 0 } wrong) return Outcome<HolidayView>.Refused(wrong);
        if (!await Insert(work, country, input.Day!.Value, input.Name, input.Source, demonstration)) return Outcome<HolidayView>.Refused(new KnownAlready());
        work.Audit("calendar.holiday-added", "calendar", work.Actor.OrganizationId, new { country, day = input.Day });
        return await work.Commit(new HolidayView(input.Day.Value, input.Name.Trim(), input.Source?.Trim() ?? "", demonstration));
    }

    /// <summary>Takes a holiday away. What was promised with it stays promised.</summary>
    public static async Task<Outcome> Remove(string country, RemoveInput input, Work work)
    {
        List<Refusal> wrong = [.. WhyNotCountry(country)];
        if (input.Day is null) wrong.Add(new BadInput("input.required", "day"));
        if (wrong.Count > 0) return Outcome.Refused(wrong);
        if (await work.Change("update cases.holiday set removed_on = $3, removed_by = $4 where country = $1 and day = $2 and removed_on is null", country, input.Day, work.Today, work.Actor.PersonId) == 0)
            return Outcome.Refused(new NoHoliday());
        work.Audit("calendar.holiday-removed", "calendar", work.Actor.OrganizationId, new { country, day = input.Day });
        return await work.Commit();
    }

    /// <summary>Says on which days of the week nobody works in a country.</summary>
    public static async Task<Outcome> SetWeek(string country, WeekInput input, Work work)
    {
        List<Refusal> wrong = [.. WhyNotCountry(country)];
        if (input.DaysOff is null) wrong.Add(new BadInput("input.required", "daysOff"));
        else if (input.DaysOff.Distinct().Count() > 6) wrong.Add(new BadInput("settings.no-working-day", "daysOff"));
        if (wrong.Count > 0) return Outcome.Refused(wrong);
        work.Write("""
            insert into cases.week (country, org_id, days_off, set_by, set_on) values ($1, $2, $3, $4, $5)
            on conflict (country) do update set days_off = excluded.days_off, set_by = excluded.set_by, set_on = excluded.set_on, change = nextval('cases.calendar_change')
            """, country, work.Actor.OrganizationId, input.DaysOff!.Distinct().Order().Select(d => (short)d).ToArray(), work.Actor.PersonId, work.Today);
        work.Audit("calendar.week-set", "calendar", work.Actor.OrganizationId, new { country, daysOff = input.DaysOff });
        return await work.Commit();
    }

    /// <summary>Takes a list of holidays: CSV with the columns country, day (YYYY-MM-DD) and name, and source where there is one. All rows or none.</summary>
    public static async Task<Outcome<ImportedView>> Import(string csv, Work work)
    {
        var (rows, wrong) = Parse(csv);
        if (wrong.Count > 0) return Outcome<ImportedView>.Refused(wrong);
        var added = 0;
        foreach (var (country, holiday) in rows)
            if (await Insert(work, country, holiday.Day!.Value, holiday.Name, holiday.Source, false)) added++;
        work.Audit("calendar.imported", "calendar", work.Actor.OrganizationId, new { rows = rows.Count, added });
        return await work.Commit(new ImportedView(rows.Count, added, rows.Count - added));
    }

    /// <summary>Reads a list; every wrong row is told, at most twenty.</summary>
    public static (IReadOnlyList<(string Country, HolidayInput Holiday)> Rows, IReadOnlyList<Refusal> Wrong) Parse(string csv)
    {
        var (found, wrong) = (new List<(string, HolidayInput)>(), new List<Refusal>());
        var lines = csv.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');
        var head = Cells(lines[0]).Select(c => c.Trim().ToLowerInvariant()).ToList();
        foreach (var column in new[] { "country", "day", "name" }.Where(c => !head.Contains(c))) wrong.Add(new ColumnMissing(column));
        if (wrong.Count > 0) return ([], wrong);
        if (lines.Length > MostRows + 1) return ([], [new BadInput("input.too-many", "file", MostRows)]);
        for (var i = 1; i < lines.Length && wrong.Count < 20; i++)
        {
            if (string.IsNullOrWhiteSpace(lines[i])) continue;
            var cells = Cells(lines[i]);
            string Cell(string column) => head.IndexOf(column) is >= 0 and var at && at < cells.Count ? cells[at].Trim() : "";
            var country = Cell("country").ToUpperInvariant();
            var input = new HolidayInput(DateOnly.TryParseExact(Cell("day"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null, Cell("name"), Cell("source") is { Length: > 0 } source ? source : null);
            wrong.AddRange(WhyNot(country, input).Select(r => r.Field).Distinct().Select(field => new RowWrong(i + 1, field)));
            found.Add((country, input));
        }
        return (found, wrong);
    }

    // Quotes around a cell, doubled inside it; a line break ends the row.
    private static List<string> Cells(string line)
    {
        var (cells, cell, quoted) = (new List<string>(), new System.Text.StringBuilder(), false);
        for (var i = 0; i < line.Length; i++)
        {
            if (quoted && line[i] == '"' && i + 1 < line.Length && line[i + 1] == '"') { cell.Append('"'); i++; }
            else if (line[i] == '"') quoted = !quoted;
            else if (line[i] == ',' && !quoted) { cells.Add(cell.ToString()); cell.Clear(); }
            else cell.Append(line[i]);
        }
        cells.Add(cell.ToString());
        return cells;
    }

    private static async Task<bool> Insert(Work work, string country, DateOnly day, string name, string? source, bool demonstration) => await work.Change("""
        insert into cases.holiday (id, org_id, country, day, name, source, demonstration, added_by, added_on) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict (country, day) where removed_on is null do nothing
        """, Guid.NewGuid(), work.Actor.OrganizationId, country, day, name.Trim(), source?.Trim() ?? "", demonstration, work.Actor.PersonId, work.Today) == 1;

    private static IReadOnlyList<DayOfWeek>? Days(int[]? days) => days is null ? null : [.. days.Select(d => (DayOfWeek)d)];

    private sealed record CountryRow(string Country, int Holidays, int? LastYear, int[]? DaysOff, bool Demonstration);
    private sealed record WeekRow(int[] DaysOff);
}
