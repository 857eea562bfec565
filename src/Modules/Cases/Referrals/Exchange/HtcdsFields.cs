using System.Globalization;
using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>What a case holds that HTCDS asks for, before it is mapped.</summary>
/// <param name="Organization">Who keeps the case.</param>
/// <param name="OrganizationKind">Its kind (<c>organization_types.csv</c>, enum_name).</param>
/// <param name="CaseOwner">The colleague who runs it.</param>
/// <param name="State">Where the case stands.</param>
/// <param name="CloseReason">One of <see cref="CaseCodes.CloseReasons"/>.</param>
/// <param name="OpenIssues">Labor issues that are not at an end.</param>
/// <param name="AwaitingOrWatched">Everything is done and somebody still looks after her.</param>
/// <param name="Language">Her language, BCP 47.</param>
/// <param name="Issues">Codes of the labor issues.</param>
/// <param name="Workplace">Where she works or worked.</param>
/// <param name="Country">ISO 3166-1 alpha-2 of that place.</param>
/// <param name="Screening">The latest screening's result; null without one.</param>
/// <param name="Conclusion">What a person concluded; null without one.</param>
/// <param name="ConclusionBasis">Whose conclusion it is.</param>
/// <param name="Referrals">The referrals that were sent, oldest first.</param>
/// <param name="Who">Who she is; null where her consent does not say so, or nothing is known.</param>
public sealed record HtcdsFacts(string Organization, string OrganizationKind, string? CaseOwner, CaseState State, string? CloseReason, int OpenIssues, bool AwaitingOrWatched, string Language,
    IReadOnlyList<string> Issues, string? Workplace, string? Country, ScreeningResult? Screening, string? Conclusion, string? ConclusionBasis, IReadOnlyList<HtcdsReferral> Referrals, Platform.WorkerIdentity? Who);

/// <summary>A referral as HTCDS asks for it.</summary>
public sealed record HtcdsReferral(string? Recipient, DateOnly SentOn, string Kind, IReadOnlyList<string> Services);

/// <summary>
/// The Human Trafficking Case Data Standard 2.0 (IOM, UNMigration/HTCDS, CC BY 4.0): which of its fields a case fills, and how its values map. What we do not hold, or
/// could only guess, is not here: no field is ever filled with a guess. Exporting a case in this form says nothing about whether it is trafficking
/// (<c>vic_TraffickingStatus</c> does, where a screening or a conclusion was recorded).
/// </summary>
public static class HtcdsFields
{
    /// <summary>The purpose a consent is given for.</summary>
    public const string Purpose = "dataExchange";
    /// <summary>Version of the standard.</summary>
    public const string Version = "2.0";
    /// <summary>That she agreed: stands in every export.</summary>
    public const string Consent = "con_Consent";

    /// <summary>One field: its official name, whether it says who she is, and its value.</summary>
    /// <param name="Name">Field name with prefix, as the standard writes it.</param>
    /// <param name="Identifies">It says who she is: the consent must be of the level identified.</param>
    /// <param name="Value">A text, a day, a list of codes; null where the case holds nothing.</param>
    public sealed record Field(string Name, bool Identifies, Func<HtcdsFacts, object?> Value);

    /// <summary>Every field that a case can fill, in the order of the standard.</summary>
    public static readonly IReadOnlyList<Field> All =
    [
        new("org_Name", false, f => f.Organization),
        new("org_Type", false, f => OrganizationType(f.OrganizationKind)),
        // One name, as she gave it: names of the region cannot be taken apart into first and second.
        new("prs_FirstName", true, f => f.Who?.Name),
        new("prs_Gender", true, f => f.Who?.Gender is { } g ? Gender(g) : null),
        new("prs_PrimaryLanguage", false, f => Language(f.Language)),
        new("prs_Citizenship", true, f => f.Who?.Nationality is { } n ? new[] { n } : null),
        new("prs_MobilePhone", true, f => f.Who?.Phone),
        new("vic_TraffickingStatus", false, f => TraffickingStatus(f.Screening, f.Conclusion)),
        new("vic_TraffickingStatusDecisionMakingOrg", false, f => TraffickingStatus(f.Screening, f.Conclusion) is null ? null : DecisionMaker(f.Conclusion is null ? null : f.ConclusionBasis)),
        new("vic_MethodsOfControl", false, f => List(MethodsOfControl(f.Issues))),
        new("vic_TypeOfExploitation", false, f => List(Exploitation(f.Issues))),
        new("vic_LocationOfExploitation", false, f => f.Workplace),
        new("cas_Status", false, f => Status(f)),
        new("cas_ReasonForCaseClosure", false, f => f.State is CaseState.Closed ? f.CloseReason : null),
        new("cas_CaseOwner", false, f => f.CaseOwner),
        new("cas_ReferredOrganisation", false, f => f.Referrals.Count == 0 ? null : f.Referrals[^1].Recipient),
        new("cas_ReasonForOutgoingReferral", false, f => f.Referrals.Count == 0 ? null : "AdditionalServicesRequired"),
        new("cas_OutgoingReferralDate", false, f => f.Referrals.Count == 0 ? null : f.Referrals[^1].SentOn),
        new("hte_Type", false, f => f.Country is null ? null : "Exploitation"),
        new("hte_Country", false, f => f.Country),
        new("spl_Type", false, f => List([.. f.Referrals.SelectMany(r => r.Services.Count > 0 ? r.Services.Select(PlanOfService) : [PlanOf(r.Kind)]).OfType<string>().Distinct()])),
        new(Consent, false, _ => true),
    ];

    /// <summary>What a consent can name: every field but the consent itself.</summary>
    public static readonly IReadOnlyList<string> Consentable = [.. All.Select(f => f.Name).Where(n => n != Consent)];

    private static readonly IReadOnlyList<Code> crosswalk = CodeLists.Of("ctdc_htcds_crosswalk");

    /// <summary>The fields that the consent lists, filled: a field without a value is left out, never empty.</summary>
    public static IReadOnlyList<KeyValuePair<string, object>> Fill(HtcdsFacts facts, IReadOnlySet<string> allowed) =>
        [.. All.Where(f => f.Name == Consent || allowed.Contains(f.Name)).Select(f => (f.Name, Value: f.Value(facts))).Where(f => f.Value is not (null or "")).Select(f => KeyValuePair.Create(f.Name, f.Value!))];

    /// <summary>Gender (<c>gender_options.csv</c>). Whoever did not say is not guessed at.</summary>
    public static string Gender(string code) => code switch { "WOMAN" => "Feminine", "MAN" => "Masculine", "OTHER" => "NonConforming", _ => "NonSpecifiedUnknown" };

    /// <summary>ISO 639-2/T of a BCP 47 tag; null for a language without one.</summary>
    public static string? Language(string tag)
    {
        try { return CultureInfo.GetCultureInfo(tag.Split('-')[0]).ThreeLetterISOLanguageName is { Length: 3 } code && code != "ivl" ? code : null; }
        catch (CultureNotFoundException) { return null; }
    }

    /// <summary>Case status. What is closed by leading her elsewhere is ClosedReferred; what is only watched over is FollowUp.</summary>
    public static string Status(HtcdsFacts facts) => facts switch
    {
        { State: CaseState.Closed, CloseReason: "referred" } => "ClosedReferred",
        { State: CaseState.Closed } => "Closed",
        { Issues.Count: > 0, OpenIssues: 0, AwaitingOrWatched: true } => "FollowUp",
        _ => "Active",
    };

    /// <summary>Trafficking status: possible by an indication, actual or not by a conclusion alone. Null where nobody looked.</summary>
    public static string? TraffickingStatus(ScreeningResult? result, string? conclusion) => conclusion switch
    {
        "trafficking" => "ActualVictimOfTrafficking",
        "notTrafficking" => "NotAVictimOfTrafficking",
        _ => result is ScreeningResult.Indication or ScreeningResult.IndicationIfChild ? "PossibleVictimOfTrafficking" : null,
    };

    /// <summary>Who decided; our own screening is that of an NGO.</summary>
    public static string DecisionMaker(string? basis) => basis switch
    {
        "court" => "CourtOrProsecution",
        "authority" => "NonPoliceGovernmentalOrganization",
        null or "ownAssessment" or "specialist" => "NGO",
        _ => "Other",
    };

    /// <summary>Methods of control that the labor issues amount to (<c>ctdc_htcds_crosswalk.csv</c>). What only CTDC knows is left out.</summary>
    public static IReadOnlyList<string> MethodsOfControl(IEnumerable<string> issues)
    {
        var told = issues.ToHashSet();
        return [.. crosswalk.Where(c => !c.Id.StartsWith("CTDC-", StringComparison.Ordinal) && c.More["issue_codes"].Split(';', StringSplitOptions.RemoveEmptyEntries).Any(told.Contains)).Select(c => c.Id)];
    }

    /// <summary>Kinds of exploitation that an issue names by itself (category SEV of the taxonomy). Nothing is concluded from others.</summary>
    public static IReadOnlyList<string> Exploitation(IEnumerable<string> issues) => [.. issues.Select(ExploitationOf).OfType<string>().Distinct()];

    private static string? ExploitationOf(string issue) => issue switch { "SEV-01" => "ForcedLabour", "SEV-04" => "ChildLabour", "SEV-06" => "SexualExploitation", _ => null };

    /// <summary>Kind of our organization.</summary>
    public static string? OrganizationType(string kind) => kind switch { "CivilSociety" or "TradeUnion" => "NGO", "Government" => "CentralGovernmentOrganisation", _ => null };

    /// <summary>Support plan by the kind of a referral.</summary>
    public static string? PlanOf(string kind) => kind switch { "medical" => "Health", "legalAid" or "police" or "laborInspection" => "Legal", "shelter" or "embassy" => "SocialCare", "union" => "RightsBasedTraining", _ => null };

    /// <summary>Support plan by a type of assistance (<c>assistance_types.csv</c>).</summary>
    public static string? PlanOfService(string code) => code switch { "AS1" => "SocialCare", "AS2" => "Health", "AS3" => "Health", "AS4" => "Legal", "AS5" => "Financial", "AS6" => "SocialCare", "AS7" => "Livelihood", _ => null };

    private static IReadOnlyList<string>? List(IReadOnlyList<string> codes) => codes.Count == 0 ? null : codes;
}
