using OpenIlm.Kernel;

namespace OpenIlm.Voice;

/// <summary>The questions of the form, one a page.</summary>
public enum ReportStep
{
    /// <summary>In which country.</summary>
    Country,
    /// <summary>Who will read: shown before she writes.</summary>
    Reader,
    /// <summary>Is she safe.</summary>
    Danger,
    /// <summary>What happened: the only question that cannot be skipped.</summary>
    Story,
    /// <summary>What it is about and for how many.</summary>
    Kind,
    /// <summary>Where.</summary>
    Place,
    /// <summary>Who she is.</summary>
    About,
    /// <summary>How she can be reached safely.</summary>
    SafeContact,
    /// <summary>What may be told.</summary>
    Consent,
    /// <summary>Once more before it is sent.</summary>
    Review,
    /// <summary>Received: the number.</summary>
    Received,
}

/// <summary>What she has answered so far. It lives in the page she looks at and nowhere else.</summary>
public sealed record ReportAnswers
{
    /// <summary>Country of the problem.</summary>
    public string? Country { get; init; }
    /// <summary>Channel that she chose; null: the default.</summary>
    public Guid? Channel { get; init; }
    /// <summary>Why she writes.</summary>
    public ContactReason Reason { get; init; }
    /// <summary>What she tapped.</summary>
    public Danger Danger { get; init; }
    /// <summary>Her words.</summary>
    public string? Text { get; init; }
    /// <summary>Categories that fit.</summary>
    public IReadOnlyList<string> Codes { get; init; } = [];
    /// <summary>How many have the problem.</summary>
    public int? Affected { get; init; }
    /// <summary>The place in her words.</summary>
    public string? Place { get; init; }
    /// <summary>Who she is.</summary>
    public Reporter Reporter { get; init; } = new();
    /// <summary>How she can be reached.</summary>
    public ContactPlan Plan { get; init; } = new();
    /// <summary>What she allows.</summary>
    public ConsentLevel? Consent { get; init; }
    /// <summary>Receipt of the form.</summary>
    public string? Receipt { get; init; }
    /// <summary>State of the form.</summary>
    public string? FormState { get; init; }

    /// <summary>Reads what came with the page.</summary>
    /// <param name="form">The fields.</param>
    /// <param name="asks">The short form of those who ask for information.</param>
    public static ReportAnswers Of(Fields form, bool asks) => new()
    {
        Country = form.Text("country"), Channel = form.Id("channel"),
        Reason = asks ? form.Choice<ContactReason>("reason") is ContactReason.Assistance ? ContactReason.Assistance : ContactReason.Information : ContactReason.Issue,
        Danger = form.Choice<Danger>("danger"), Text = form.Text("text"), Codes = form.All("codes"), Affected = form.Number("affected"), Place = form.Text("place"),
        Reporter = new() { Name = form.Text("name"), Phone = form.Text("phone"), Gender = form.Text("gender"), Nationality = form.Text("nationality"), AgeBand = form.Text("age") },
        Plan = new() { Channel = form.Text("safe"), SafeHours = form.Text("hours"), CodeWord = form.Text("word"), Never = form.Text("never") is not null },
        Consent = form.Text("consent") is null ? null : form.Choice<ConsentLevel>("consent"),
        Receipt = form.Text("receipt"), FormState = form.Text("state"),
    };

    /// <summary>The report as it is sent.</summary>
    public SendReport.Input ToInput(string language) => new()
    {
        FormState = FormState, Receipt = Receipt, Language = language, Reason = Reason, Danger = Danger, Text = Text, Country = Country, EmployerName = Place,
        IssueCodes = Codes, AffectedWorkers = Affected, Reporter = Reporter, ContactPlan = Plan, Consent = new ConsentGiven { Level = Consent ?? ConsentLevel.None },
    };

    /// <summary>What the page carries on in hidden fields: everything but what its own question asks.</summary>
    public IEnumerable<(string Name, string Value)> Carried(ReportStep step)
    {
        (ReportStep Step, string Name, string? Value)[] all =
        [
            (ReportStep.Country, "country", Country), (ReportStep.Reader, "channel", Channel?.ToString()),
            (ReportStep.Story, "reason", Reason is ContactReason.Issue ? null : Word(Reason)), (ReportStep.Danger, "danger", Danger is Danger.None ? null : Word(Danger)),
            (ReportStep.Story, "text", Text), .. Codes.Select(c => (ReportStep.Kind, "codes", (string?)c)),
            (ReportStep.Kind, "affected", Affected?.ToString(System.Globalization.CultureInfo.InvariantCulture)), (ReportStep.Place, "place", Place),
            (ReportStep.About, "name", Reporter.Name), (ReportStep.About, "phone", Reporter.Phone), (ReportStep.About, "gender", Reporter.Gender),
            (ReportStep.About, "nationality", Reporter.Nationality), (ReportStep.About, "age", Reporter.AgeBand),
            (ReportStep.SafeContact, "safe", Plan.Channel), (ReportStep.SafeContact, "hours", Plan.SafeHours), (ReportStep.SafeContact, "word", Plan.CodeWord),
            (ReportStep.SafeContact, "never", Plan.Never ? "true" : null), (ReportStep.Consent, "consent", Consent is { } level ? Word(level) : null),
            // The receipt is asked by no question: it always travels.
            (ReportStep.Received, "receipt", Receipt), (ReportStep.Received, "state", FormState),
        ];
        return all.Where(f => f.Step != step && f.Value is not null).Select(f => (f.Name, f.Value!));
    }

    private static string Word<T>(T value) where T : Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}

/// <summary>The order of the questions.</summary>
public static class ReportPath
{
    private static readonly ReportStep[] report =
        [ReportStep.Country, ReportStep.Reader, ReportStep.Danger, ReportStep.Story, ReportStep.Kind, ReportStep.Place, ReportStep.About, ReportStep.SafeContact, ReportStep.Consent];
    private static readonly ReportStep[] question = [ReportStep.Country, ReportStep.Reader, ReportStep.Story, ReportStep.About, ReportStep.SafeContact];

    /// <summary>The questions of a form.</summary>
    /// <param name="asks">The short form.</param>
    public static IReadOnlyList<ReportStep> Of(bool asks) => asks ? question : report;

    /// <summary>The page after a step; the review after the last question.</summary>
    public static ReportStep Next(bool asks, ReportStep step)
    {
        var path = Of(asks);
        var at = path.ToList().IndexOf(step);
        return at < 0 || at + 1 == path.Count ? ReportStep.Review : path[at + 1];
    }

    /// <summary>The page before a step; null before the first.</summary>
    public static ReportStep? Before(bool asks, ReportStep step)
    {
        var path = Of(asks);
        var at = step is ReportStep.Review ? path.Count : path.ToList().IndexOf(step);
        return at <= 0 ? null : path[at - 1];
    }

    /// <summary>The question that a refusal is about, so that she is led back to it.</summary>
    public static ReportStep? Asks(Refusal refusal) => refusal.Field.Split('.', '[')[0] switch
    {
        "country" => ReportStep.Country,
        "text" => ReportStep.Story,
        "issueCodes" or "affectedWorkers" => ReportStep.Kind,
        "employerName" => ReportStep.Place,
        "reporter" => ReportStep.About,
        "contactPlan" => ReportStep.SafeContact,
        _ => null,
    };
}
