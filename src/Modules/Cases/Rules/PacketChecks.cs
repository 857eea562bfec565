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
public sealed record KnownIdentity(IReadOnlyList<string> Names, IReadOnlyList<string> Phones, IReadOnlyList<string> Ids)
{
    /// <summary>Nothing is known about who she is.</summary>
    public static readonly KnownIdentity Unknown = new([], [], []);
}

/// <summary>A packet as the checks see it.</summary>
/// <param name="Summary">The freshly typed text; empty without one.</param>
/// <param name="Identity">Who must not be found in it.</param>
/// <param name="CaseDates">Days of the case that would point at her: received, incident.</param>
/// <param name="Headcount">Workers of the site; null when not known.</param>
/// <param name="MatchingWorkers">How many workers of the site match the visible fields; null when not known.</param>
/// <param name="Identifies">The packet says who she is, with her consent: her name is expected in it.</param>
public sealed record PacketToCheck(
    string Summary, KnownIdentity Identity, IReadOnlyList<DateOnly> CaseDates, int? Headcount, int? MatchingWorkers, bool Identifies = false);

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
    /// <summary>Too few workers match.</summary>
    public const string FewWorkers = "packet.few-workers";
    /// <summary>The site is small, or its size is not known.</summary>
    public const string SmallSite = "packet.small-site";

    /// <summary>Words by which papers ask workers to give up rights (MSI-40, Q16).</summary>
    public const string Waiver = "packet.waiver";

    /// <summary>All checks, each with its result, in a fixed order.</summary>
    public static IReadOnlyList<PacketCheck> Run(PacketToCheck packet, CaseSettings? settings = null)
    {
        settings ??= CaseSettings.Default;
        var text = new PlainText(packet.Summary);
        // With her consent to be named she may be found in the packet; the second person looks at it anyway.
        var found = packet.Identifies ? CheckResult.Warn : CheckResult.Block;
        var (whole, partly) = text.NamesFound(packet.Identity.Names);
        var (caseDates, otherDates) = text.DatesFound(packet.CaseDates);
        return
        [
            whole > 0 ? Of(Name, found, whole) : Of(Name, partly > 0 ? CheckResult.Warn : CheckResult.Pass, partly),
            Any(Phone, text.PhonesFound(packet.Identity.Phones), found),
            Any(Id, text.IdsFound(packet.Identity.Ids), found),
            caseDates > 0 ? Of(ExactDate, CheckResult.Block, caseDates) : Any(ExactDate, otherDates, CheckResult.Warn),
            Any(ExactTime, text.TimesFound(), CheckResult.Warn),
            Any(NumberPattern, text.NumbersFound(), CheckResult.Warn),
            Any(AddressPattern, text.AddressesFound(), CheckResult.Warn),
            Matching(packet, settings.LeastMatchingWorkers),
            new(SmallSite, packet.Headcount >= settings.SmallSiteHeadcount ? CheckResult.Pass : CheckResult.Warn, new Dictionary<string, object?>
            {
                ["Headcount"] = packet.Headcount, ["Least"] = settings.SmallSiteHeadcount,
            }),
            Any(Waiver, WaiverPhrases.Find(packet.Summary).Count, CheckResult.Warn),
        ];
    }

    // Below k the fields must be made coarser; where nobody knows the number, a second person judges. Who is named with her
    // consent hides in no crowd.
    private static PacketCheck Matching(PacketToCheck packet, int least) => new(FewWorkers,
        packet.MatchingWorkers >= least ? CheckResult.Pass : packet.MatchingWorkers is null || packet.Identifies ? CheckResult.Warn : CheckResult.Block,
        new Dictionary<string, object?> { ["Matching"] = packet.MatchingWorkers, ["Least"] = least });

    private static PacketCheck Any(string code, int found, CheckResult when) => Of(code, found > 0 ? when : CheckResult.Pass, found);

    private static PacketCheck Of(string code, CheckResult result, int found) => new(code, result, new Dictionary<string, object?> { ["Found"] = found });
}
