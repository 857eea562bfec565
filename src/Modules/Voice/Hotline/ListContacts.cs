using System.Globalization;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Voice;

/// <summary>The contacts of the own organization, newest first, with counts by reason, channel and language. Issues, information and assistance are counted apart (ILM-3, C7).</summary>
public static class ListContacts
{
    /// <summary>What is asked for.</summary>
    public sealed record Filter
    {
        /// <summary>Why she made contact.</summary>
        public ContactReason? Reason { get; init; }
        /// <summary>Code of the channel.</summary>
        public string? Channel { get; init; }
        /// <summary>Language she spoke.</summary>
        public string? Language { get; init; }
        /// <summary>First day.</summary>
        public DateOnly? From { get; init; }
        /// <summary>Last day.</summary>
        public DateOnly? Until { get; init; }
        /// <summary>Only those that the caller logged.</summary>
        public bool Mine { get; init; }
        /// <summary>Rows, 1 to 200.</summary>
        public int Limit { get; init; } = Paging.Default;
        /// <summary>After this row.</summary>
        public long? After { get; init; }
    }

    /// <summary>A contact: coded facts only.</summary>
    public sealed record ContactItemView(
        [property: Field(FieldClass.C1)] Guid Id,
        [property: Field(FieldClass.C1)] Guid CaseId,
        [property: Field(FieldClass.C1)] string? Reference,
        [property: Field(FieldClass.C1)] ContactReason Reason,
        [property: Field(FieldClass.C1)] string Channel,
        [property: Field(FieldClass.C1)] Danger Danger,
        [property: Field(FieldClass.C1)] string Language,
        [property: Field(FieldClass.C1)] string? HandlerLanguage,
        [property: Field(FieldClass.C1)] string? Interpreter,
        [property: Field(FieldClass.C1)] bool? InterpreterIndependent,
        [property: Field(FieldClass.C1)] DateOnly ReceivedOn,
        [property: Field(FieldClass.C1)] string? Length,
        [property: Field(FieldClass.C1)] int? Attempts,
        [property: Field(FieldClass.C1)] string? Topic,
        [property: Field(FieldClass.C1)] string? NextStep,
        [property: Field(FieldClass.C1)] bool Finished,
        [property: Field(FieldClass.C1)] bool Joined,
        [property: Field(FieldClass.C1)] string? LoggedBy) : IView<Handlers>;

    /// <summary>How many contacts the filter matches, by each of three things.</summary>
    public sealed record CountsView(
        [property: Field(FieldClass.C1)] int Total,
        [property: Field(FieldClass.C1)] IReadOnlyDictionary<string, int> Reasons,
        [property: Field(FieldClass.C1)] IReadOnlyDictionary<string, int> Channels,
        [property: Field(FieldClass.C1)] IReadOnlyDictionary<string, int> Languages) : IView<Handlers>;

    /// <summary>A page of contacts, and the counts of all that the filter matches.</summary>
    public sealed record ContactsView(
        [property: Field(FieldClass.C1)] IReadOnlyList<ContactItemView> Items,
        [property: Field(FieldClass.C1)] string? NextCursor,
        [property: Field(FieldClass.C1)] CountsView Counts) : IView<Handlers>;

    private const string matching = """
         from voice.contact c where c.org_id = access.org() and ($1::text is null or c.reason = $1) and ($2::text is null or c.channel = $2) and ($3::text is null or c.language = $3)
           and ($4::date is null or c.received_on >= $4) and ($5::date is null or c.received_on <= $5) and ($6::uuid is null or c.logged_by = $6)
        """;

    /// <summary>Reads what the address of a request asks for.</summary>
    /// <param name="asked">The query.</param>
    /// <returns>The filter, and everything that is wrong with it.</returns>
    public static (Filter Filter, IReadOnlyList<Refusal> Wrong) Read(Func<string, string?> asked)
    {
        var wrong = new List<Refusal>();
        T? Take<T>(string name, Func<string, (bool Good, T Value)> read) where T : struct
        {
            if (asked(name) is not { Length: > 0 } text) return null;
            var (good, value) = read(text);
            if (!good) wrong.Add(new BadInput("input.not-a-choice", name));
            return good ? value : null;
        }
        string? Code(string name, Func<string, bool> known)
        {
            if (asked(name) is not { Length: > 0 } text) return null;
            if (known(text)) return text;
            wrong.Add(new BadInput("input.not-a-choice", name));
            return null;
        }
        static (bool, DateOnly) Day(string text) => (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day), day);
        var limit = Take("limit", t => (int.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is >= 1 and <= Paging.Most, n));
        var filter = new Filter
        {
            Reason = Take("reason", t => (Enum.TryParse<ContactReason>(t, ignoreCase: true, out var r) && Enum.IsDefined(r) && !char.IsAsciiDigit(t[0]), r)),
            Channel = Code("channel", c => CodeLists.Of("contact_channels").Any(x => x.Id == c)), Language = Code("language", l => !Facts.WhyNotLanguage(l).Any()),
            From = Take("from", Day), Until = Take("until", Day), Mine = asked("mine") == "true", Limit = limit ?? Paging.Default,
            After = Take("cursor", t => (long.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out var n), n)),
        };
        return (filter, wrong);
    }

    /// <summary>Reads a page.</summary>
    public static async Task<ContactsView> Handle(Filter filter, Work work, ICaseGlance cases)
    {
        object?[] values = [filter.Reason, filter.Channel, filter.Language, filter.From, filter.Until, filter.Mine ? work.Actor.PersonId : null];
        var rows = new Question<Row>($"""
            select x.*, m.name as logged_by from (select c.id, c.case_id, c.reason, c.channel, c.danger, c.language, c.handler_language, c.interpreter, c.interpreter_independent, c.received_on, c.length, c.attempts,
                   c.topic, c.next_step, c.finished, c.joined, c.logged_by as who, c.seq {matching} and ($7::bigint is null or c.seq < $7) order by c.seq desc limit $8) x
              left join access.member m on m.id = x.who order by x.seq desc
            """, [.. values, filter.After, filter.Limit + 1]);
        var counts = new Question<Count>($"select c.reason, c.channel, c.language, count(*)::integer as n {matching} group by c.reason, c.channel, c.language", values);
        await work.Ask(rows, counts);
        // A guest who left and came back stands in the list of members more than once.
        var shown = rows.Rows.DistinctBy(r => r.Id).Take(filter.Limit).ToList();
        var glances = await cases.Of(work, [.. shown.Select(r => r.CaseId).Distinct()]);
        var items = shown.Select(r => new ContactItemView(r.Id, r.CaseId, glances.GetValueOrDefault(r.CaseId)?.Reference, r.Reason, r.Channel, r.Danger, r.Language, r.HandlerLanguage, r.Interpreter,
            r.InterpreterIndependent, r.ReceivedOn, r.Length, r.Attempts, r.Topic, r.NextStep, r.Finished, r.Joined, r.LoggedBy)).ToList();
        return new ContactsView(items, rows.Rows.DistinctBy(r => r.Id).Count() > filter.Limit ? shown[^1].Seq.ToString(CultureInfo.InvariantCulture) : null, Sum(counts.Rows));
    }

    private static CountsView Sum(IReadOnlyList<Count> counts)
    {
        static Dictionary<string, int> By(IEnumerable<Count> all, Func<Count, string> key) => all.GroupBy(key).OrderByDescending(g => g.Sum(c => c.N)).ToDictionary(g => g.Key, g => g.Sum(c => c.N));
        // Every reason stands there, also with none: a missing one would read as not counted.
        var reasons = Enum.GetValues<ContactReason>().ToDictionary(r => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(r.ToString()), r => counts.Where(c => c.Reason == r).Sum(c => c.N));
        return new CountsView(counts.Sum(c => c.N), reasons, By(counts, c => c.Channel), By(counts, c => c.Language));
    }

    private sealed record Row(Guid Id, Guid CaseId, ContactReason Reason, string Channel, Danger Danger, string Language, string? HandlerLanguage, string? Interpreter, bool? InterpreterIndependent,
        DateOnly ReceivedOn, string? Length, int? Attempts, string? Topic, string? NextStep, bool Finished, bool Joined, long Seq, string? LoggedBy);
    private sealed record Count(ContactReason Reason, string Channel, string Language, int N);
}
