using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>Codes of referrals. Ours; stable. Names: <c>Texts/Referrals.resx</c> and, where a worker reads them, <c>Texts/Remedy.resx</c>.</summary>
public static class ReferralCodes
{
    /// <summary>The purpose a consent is given for.</summary>
    public const string Purpose = "referral";

    /// <summary>Routes to remedy (MSI-51).</summary>
    public static readonly IReadOnlyList<string> Routes = ["stateJudicial", "stateNonJudicial", "nonState"];

    /// <summary>How a letter went out.</summary>
    public static readonly IReadOnlyList<string> Ways = ["network", "handed", "post", "telephone", "withHer"];

    /// <summary>Why a recipient does not take her.</summary>
    public static readonly IReadOnlyList<string> DeclineReasons = ["noRoom", "notForHer", "otherArea", "notSafe", "noAnswer", "other"];

    /// <summary>What she was helped with: the seven types of assistance.</summary>
    public static readonly IReadOnlyList<string> Services = [.. CodeLists.Of("assistance_types").Select(c => c.Id)];

    /// <summary>Whether it helped her, in her words made code.</summary>
    public static readonly IReadOnlyList<string> Helped = ["yes", "partly", "no", "harmed"];

    /// <summary>Why it was taken back.</summary>
    public static readonly IReadOnlyList<string> RevokeReasons = ["notWanted", "notSafe", "notNeeded", "mistake"];

    /// <summary>Kinds of organization that can help: never one that employs, recruits or buys.</summary>
    public static readonly IReadOnlyList<string> Helpers = ["CivilSociety", "TradeUnion", "Government", "InternationalOrganization"];

    /// <summary>Where a kind of recipient stands among the routes to remedy; null where it helps and decides nothing.</summary>
    public static string? RouteOf(string kind) => kind switch
    {
        "police" => "stateJudicial",
        "laborInspection" or "stateAuthority" => "stateNonJudicial",
        "union" => "nonState",
        _ => null,
    };
}

/// <summary>What a letter may tell. Who she is goes out only where her consent names each of it.</summary>
public static class LetterFields
{
    /// <summary>What help she asks for.</summary>
    public const string Need = "need";
    /// <summary>What kind of problem it is.</summary>
    public const string Problem = "problem";
    /// <summary>The language she speaks.</summary>
    public const string Language = "language";
    /// <summary>The country she is in.</summary>
    public const string Country = "country";
    /// <summary>Whether she is in danger.</summary>
    public const string Danger = "danger";
    /// <summary>Where she works.</summary>
    public const string Workplace = "workplace";
    /// <summary>Her name.</summary>
    public const string Name = "name";
    /// <summary>Her telephone number.</summary>
    public const string Phone = "phone";
    /// <summary>How, when and with which word she may be reached safely.</summary>
    public const string SafeContact = "safeContact";
    /// <summary>Her gender, as she said.</summary>
    public const string Gender = "gender";
    /// <summary>Her nationality.</summary>
    public const string Nationality = "nationality";
    /// <summary>Her age, as a band.</summary>
    public const string Age = "age";

    /// <summary>Those that say nothing about who she is.</summary>
    public static readonly IReadOnlyList<string> Coded = [Need, Problem, Language, Country, Danger, Workplace];
    /// <summary>Those that say who she is.</summary>
    public static readonly IReadOnlyList<string> Personal = [Name, Phone, SafeContact, Gender, Nationality, Age];
    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All = [.. Coded, .. Personal];
}

/// <summary>For what a consent can be given, and what it can then name.</summary>
public static class ConsentPurposes
{
    /// <summary>Every purpose: telling a business, a referral, handing over data of the case.</summary>
    public static readonly IReadOnlyList<string> All = [.. CaseCodes.Purposes, ReferralCodes.Purpose, HtcdsFields.Purpose];

    /// <summary>Whether it is about telling a business (C8).</summary>
    public static bool IsForBusiness(string purpose) => CaseCodes.Purposes.Contains(purpose);

    /// <summary>What a consent for the purpose can name.</summary>
    public static IReadOnlyList<string> FieldsOf(string? purpose) => purpose switch
    {
        ReferralCodes.Purpose => LetterFields.All,
        HtcdsFields.Purpose => HtcdsFields.Consentable,
        _ => AddFilesToShare.Consentable,
    };
}

/// <summary>How long a route usually takes.</summary>
public enum RouteTime
{
    /// <summary>Days to weeks.</summary>
    Weeks,
    /// <summary>Months.</summary>
    Months,
    /// <summary>A year or more.</summary>
    Years,
}

/// <summary>What a route usually costs her.</summary>
public enum RouteCost
{
    /// <summary>Nothing.</summary>
    Free,
    /// <summary>Fees or travel.</summary>
    Some,
    /// <summary>A lawyer and fees, unless legal aid pays.</summary>
    High,
}

/// <summary>Whether she needs a lawyer.</summary>
public enum RouteLawyer
{
    /// <summary>No.</summary>
    No,
    /// <summary>It helps.</summary>
    Helps,
    /// <summary>Yes.</summary>
    Needed,
}

/// <summary>A route to remedy beside this one (MSI-51, ILM-7): always shown, never a choice against another.</summary>
/// <param name="Code">Its name is text <c>route.CODE</c>, what it can do <c>route.CODE.can</c>, in her languages too.</param>
/// <param name="Kind">One of <see cref="ReferralCodes.Routes"/>.</param>
/// <param name="Time">How long it usually takes. Ours, from the field's ranges: each country differs.</param>
/// <param name="Cost">What it usually costs her.</param>
/// <param name="Lawyer">Whether she needs a lawyer.</param>
public sealed record RemedyRoute(string Code, string Kind, RouteTime Time, RouteCost Cost, RouteLawyer Lawyer)
{
    /// <summary>All of them: those that cost least first.</summary>
    public static readonly IReadOnlyList<RemedyRoute> All =
    [
        new("laborInspection", "stateNonJudicial", RouteTime.Weeks, RouteCost.Free, RouteLawyer.No),
        new("conciliation", "stateNonJudicial", RouteTime.Weeks, RouteCost.Free, RouteLawyer.No),
        new("union", "nonState", RouteTime.Weeks, RouteCost.Free, RouteLawyer.No),
        new("embassy", "stateNonJudicial", RouteTime.Weeks, RouteCost.Free, RouteLawyer.No),
        new("otherHotline", "nonState", RouteTime.Months, RouteCost.Free, RouteLawyer.No),
        new("humanRights", "stateNonJudicial", RouteTime.Months, RouteCost.Free, RouteLawyer.No),
        new("police", "stateJudicial", RouteTime.Months, RouteCost.Free, RouteLawyer.Helps),
        new("laborCourt", "stateJudicial", RouteTime.Months, RouteCost.Some, RouteLawyer.Helps),
        new("civilCourt", "stateJudicial", RouteTime.Years, RouteCost.High, RouteLawyer.Needed),
    ];
}
