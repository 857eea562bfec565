namespace OpenIlm.Cases;

/// <summary>How a check ended.</summary>
public enum CheckResult
{
    /// <summary>Nothing found.</summary>
    Pass,
    /// <summary>A second person has to look.</summary>
    Warn,
    /// <summary>Cannot go out like this.</summary>
    Block,
}

/// <summary>One check of a packet. Facts are counts and bounds, never what was found: they may be stored and logged.</summary>
/// <param name="Code">Stable code, <c>packet.…</c>; the sentence is <c>check.CODE.RESULT</c>.</param>
/// <param name="Result">How it ended.</param>
/// <param name="Facts">The numbers that the sentence names.</param>
public sealed record PacketCheck(string Code, CheckResult Result, IReadOnlyDictionary<string, object?> Facts);

/// <summary>The identity kept in the sealed file, as the checks look for it.</summary>
/// <param name="Names">Names, nicknames, code words.</param>
/// <param name="Phones">Telephone numbers in any spelling.</param>
/// <param name="Ids">Passport, permit, staff and other numbers.</param>
/// <param name="Words">Other words of hers: when and how she can be reached; null for none.</param>
public sealed record KnownIdentity(IReadOnlyList<string> Names, IReadOnlyList<string> Phones, IReadOnlyList<string> Ids, IReadOnlyList<string>? Words = null)
{
    /// <summary>Nothing is known about who she is.</summary>
    public static readonly KnownIdentity Unknown = new([], [], []);
}

/// <summary>A packet as the checks see it.</summary>
/// <param name="Summary">The freshly typed text; empty without one.</param>
/// <param name="Identity">Who must not be found in it.</param>
/// <param name="CaseDates">Days of the case that would point at her: received, incident.</param>
/// <param name="Headcount">Workers of the site; null when not known.</param>
/// <param name="Matching">How many workers of the site match the visible fields (<see cref="Crowd"/>); null when nothing is known.</param>
/// <param name="Identifies">The packet says who she is, with her consent: her name is expected in it.</param>
/// <param name="Happened">When it happened, as the packet says it (<see cref="Ladder.TimeOf"/>); null when it does not.</param>
public sealed record PacketToCheck(
    string Summary, KnownIdentity Identity, IReadOnlyList<DateOnly> CaseDates, int? Headcount, MatchRange? Matching, bool Identifies = false, string? Happened = null);

/// <summary>What is looked at before a packet may go out (security, section 2.8, flow 4). Pure: the sealed identity is opened by the caller.</summary>
public static class PacketChecks
{
    /// <summary>A name of the identity, whole or in part.</summary>
    public const string Name = "packet.name";
    /// <summary>A telephone number of the identity, or its end.</summary>
    public const string Phone = "packet.phone";
    /// <summary>An identity number of hers.</summary>
    public const string Id = "packet.id";
    /// <summary>A day, exact.</summary>
    public const string ExactDate = "packet.exact-date";
    /// <summary>A time of day.</summary>
    public const string ExactTime = "packet.exact-time";
    /// <summary>Something that looks like a telephone or identity number.</summary>
    public const string NumberPattern = "packet.number-pattern";
    /// <summary>Something that looks like an e-mail address or account.</summary>
    public const string AddressPattern = "packet.address-pattern";
    /// <summary>Words of hers beside her name: when and how she can be reached.</summary>
    public const string IdentityWords = "packet.identity-words";
    /// <summary>What somebody works as.</summary>
    public const string JobTitle = "packet.job-title";
    /// <summary>A line, room, house or vessel by its number.</summary>
    public const string Place = "packet.place";
    /// <summary>An exact amount, or a small group.</summary>
    public const string Quantity = "packet.quantity";
    /// <summary>How exactly the packet says when it happened.</summary>
    public const string When = "packet.when";
    /// <summary>Too few workers match.</summary>
    public const string FewWorkers = "packet.few-workers";
    /// <summary>The site is small, or its size is not known.</summary>
    public const string SmallSite = "packet.small-site";

    /// <summary>Words by which papers ask workers to give up rights (MSI-40, Q16).</summary>
    public const string Waiver = "packet.waiver";

    /// <summary>All checks, each with its result, in a fixed order.</summary>
    public static IReadOnlyList<PacketCheck> Run(PacketToCheck packet, CaseSettings settings) =>
    [
        .. OfText(packet.Summary, packet.Identity, packet.CaseDates, settings, packet.Identifies),
        new(When, packet.Happened is null ? CheckResult.Pass : Ladder.TimeOf(packet.Happened)?.Grain switch
        {
            Ladder.Grain.Quarter or Ladder.Grain.Year => CheckResult.Pass, Ladder.Grain.Month => CheckResult.Warn, _ => CheckResult.Block,
        }, new Dictionary<string, object?>()),
        MatchingOf(packet, settings.LeastMatchingWorkers),
        new(SmallSite, packet.Headcount >= settings.SmallSiteHeadcount ? CheckResult.Pass : CheckResult.Warn, new Dictionary<string, object?>
        {
            ["Headcount"] = packet.Headcount, ["Least"] = settings.SmallSiteHeadcount,
        }),
    ];

    /// <summary>The checks of words that go to a business: of a summary, of an answer, of what one business says and another reads.</summary>
    public static IReadOnlyList<PacketCheck> OfText(string words, KnownIdentity identity, IReadOnlyList<DateOnly> caseDates, CaseSettings settings, bool identifies = false)
    {
        var text = new PlainText(words);
        // With her consent to be named she may be found in the packet; the second person looks at it anyway.
        var found = identifies ? CheckResult.Warn : CheckResult.Block;
        var (whole, partly) = text.NamesFound(identity.Names);
        var (ofCase, otherDates) = text.DatesFound(caseDates);
        var details = UniqueDetails.In(text.Text, settings.LeastMatchingWorkers);
        return
        [
            whole > 0 ? Of(Name, found, whole) : Of(Name, partly > 0 ? CheckResult.Warn : CheckResult.Pass, partly),
            Any(Phone, text.PhonesFound(identity.Phones), found),
            Any(Id, text.IdsFound(identity.Ids), found),
            Any(IdentityWords, text.NamesFound(identity.Words ?? []).Whole, CheckResult.Warn),
            ofCase > 0 ? Of(ExactDate, CheckResult.Block, ofCase) : Any(ExactDate, otherDates, CheckResult.Warn),
            Any(ExactTime, text.TimesFound(), CheckResult.Warn),
            Any(NumberPattern, text.NumbersFound(), CheckResult.Warn),
            Any(AddressPattern, text.AddressesFound(), CheckResult.Warn),
            Any(JobTitle, details.Jobs.Count, CheckResult.Warn),
            Any(Place, details.Places.Count, CheckResult.Warn),
            Any(Quantity, details.Quantities.Count, CheckResult.Warn),
            Any(Waiver, WaiverPhrases.Find(words).Count, CheckResult.Warn),
        ];
    }

    // Surely enough passes, surely too few must be made coarser; where nobody can say, a second person judges. Who is named with her consent hides in no
    // crowd. The number itself is not kept: beside the headcounts of the site it would say which group it is.
    private static PacketCheck MatchingOf(PacketToCheck packet, int least)
    {
        var range = packet.Matching ?? MatchRange.Unknown;
        return new(FewWorkers, range.AtLeast >= least ? CheckResult.Pass : packet.Identifies || !(range.AtMost < least) ? CheckResult.Warn : CheckResult.Block,
            new Dictionary<string, object?> { ["Least"] = least });
    }

    private static PacketCheck Any(string code, int found, CheckResult when) => Of(code, found > 0 ? when : CheckResult.Pass, found);

    private static PacketCheck Of(string code, CheckResult result, int found) => new(code, result, new Dictionary<string, object?> { ["Found"] = found });
}
