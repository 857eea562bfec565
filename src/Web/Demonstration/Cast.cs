using OpenIlm.Kernel;

namespace OpenIlm.Web.Demonstration;

/// <summary>An invented organization.</summary>
/// <param name="Key">Its name in this folder; also the domain of its people where they have accounts that are printed.</param>
/// <param name="Name">Name.</param>
/// <param name="Kind">Kind (<c>organization_types.csv</c>, enum_name).</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
internal sealed record Troupe(string Key, string Name, string Kind, string Country);

/// <summary>An invented site.</summary>
internal sealed record Stead(string Key, string Employer, string Name, string Country, string Place, string TimeZone, string Sector, int Headcount);

/// <summary>An invented person.</summary>
/// <param name="Email">Address that signs in.</param>
/// <param name="Name">Name.</param>
/// <param name="Troupe">Organization.</param>
/// <param name="Role">Role.</param>
/// <param name="Vault">What she has to do with the key of her organization.</param>
/// <param name="Site">For business users of one site.</param>
internal sealed record Player(string Email, string Name, string Troupe, string Role, VaultPart Vault = VaultPart.Admitted, string? Site = null);

/// <summary>What a person has to do with the key of her organization.</summary>
internal enum VaultPart
{
    /// <summary>None is needed, or none was ever made.</summary>
    None,
    /// <summary>Made it.</summary>
    Maker,
    /// <summary>Was given the key.</summary>
    Admitted,
    /// <summary>Joined days ago and waits for it.</summary>
    Waiting,
}

/// <summary>A dated relation.</summary>
internal sealed record Bond(string From, string To, string Role);

/// <summary>A hotline with its page for workers.</summary>
internal sealed record Line(string Ngo, string Slug, string Name, IReadOnlyList<string> Countries, IReadOnlyList<string> Languages, IReadOnlyList<string> DefaultFor, string Hours, IReadOnlyList<string> Telephones);

/// <summary>Who there is. Every name is invented.</summary>
internal static class Cast
{
    /// <summary>Organization that runs the network.</summary>
    public const string Office = "Mekong Labor Network";

    public static readonly IReadOnlyList<Troupe> Troupes =
    [
        new("network.demo", Office, "Convenor", "TH"),
        new("audit", "Hornbill Audit Cooperative", "AuditBody", "TH"),
        new("ngo.demo", "Andaman Worker Support", "CivilSociety", "TH"),
        new("sathi.demo", "Sathi Migrant Desk", "CivilSociety", "NP"),
        new("brand.demo", "Tarnsby Outfitters", "Buyer", "GB"),
        new("factory.demo", "Saensuk Frozen Foods", "Supplier", "TH"),
        new("garment.demo", "Rattanak Stitching", "Supplier", "KH"),
        new("gloves.demo", "Kinta Vale Gloves", "Supplier", "MY"),
        new("assembly.demo", "Utara Bright Assembly", "Supplier", "MY"),
        new("carpets.demo", "Bagmati Loom House", "Supplier", "NP"),
        new("estate.demo", "Khao Daeng Rubber Estate", "Supplier", "TH"),
        new("agency.demo", "Sunbird Overseas Manpower", "RecruitmentAgency", "NP"),
        new("thanlwin.demo", "Thanlwin Gate Recruitment", "RecruitmentAgency", "MM"),
        new("terai", "Terai Village Agents", "SubAgent", "NP"),
    ];

    public static readonly IReadOnlyList<Stead> Steads =
    [
        new("sakhon", "factory.demo", "Saensuk Plant 1", "TH", "Samut Sakhon", "Asia/Bangkok", "Seafood processing", 1850),
        new("ranong", "factory.demo", "Saensuk Ranong Plant", "TH", "Ranong", "Asia/Bangkok", "Seafood processing", 420),
        new("songkhla", "factory.demo", "Saensuk Cold Store", "TH", "Songkhla", "Asia/Bangkok", "Cold storage", 64),
        new("phnompenh", "garment.demo", "Rattanak Factory A", "KH", "Phnom Penh", "Asia/Phnom_Penh", "Garments", 3000),
        new("kampongspeu", "garment.demo", "Rattanak Factory B", "KH", "Kampong Speu", "Asia/Phnom_Penh", "Garments", 910),
        new("ipoh", "gloves.demo", "Kinta Vale Dipping Lines", "MY", "Ipoh, Perak", "Asia/Kuala_Lumpur", "Rubber gloves", 2240),
        new("johor", "gloves.demo", "Kinta Vale South", "MY", "Kluang, Johor", "Asia/Kuala_Lumpur", "Rubber gloves", 780),
        new("penang", "assembly.demo", "Utara Bright Plant", "MY", "Bayan Lepas, Penang", "Asia/Kuala_Lumpur", "Electronics", 1160),
        new("lalitpur", "carpets.demo", "Bagmati Loom House, Lalitpur", "NP", "Lalitpur", "Asia/Kathmandu", "Carpets", 115),
        new("boudha", "carpets.demo", "Bagmati Finishing Room", "NP", "Boudha, Kathmandu", "Asia/Kathmandu", "Carpets", 35),
        new("suratthani", "estate.demo", "Khao Daeng Estate", "TH", "Surat Thani", "Asia/Bangkok", "Rubber tapping", 88),
    ];

    public static readonly IReadOnlyList<Player> Players =
    [
        new("convenor@network.demo", "Ratana Vong", "network.demo", Roles.NetworkConvenor, VaultPart.Maker),
        new("coordination@network.demo", "Thida Myint", "network.demo", Roles.NetworkConvenor),
        new("auditor@network.demo", "Preeda Saelim", "audit", Roles.Auditor, VaultPart.None),

        new("supervisor@ngo.demo", "Nilar Oo", "ngo.demo", Roles.Supervisor, VaultPart.Maker),
        new("caseworker@ngo.demo", "Somchai Deesri", "ngo.demo", Roles.CaseHandler),
        new("hninwai@ngo.demo", "Hnin Wai", "ngo.demo", Roles.CaseHandler),
        new("chanthou@ngo.demo", "Chanthou Sok", "ngo.demo", Roles.CaseHandler),
        new("araya@ngo.demo", "Araya Thongdee", "ngo.demo", Roles.CaseHandler),
        new("minthura@ngo.demo", "Min Thura", "ngo.demo", Roles.Supervisor),
        new("ploy@ngo.demo", "Ploy Rattanakul", "ngo.demo", Roles.CaseHandler, VaultPart.Waiting),

        new("supervisor@sathi.demo", "Sunita Gurung", "sathi.demo", Roles.Supervisor, VaultPart.Maker),
        new("bishal@sathi.demo", "Bishal Tamang", "sathi.demo", Roles.CaseHandler),
        new("farah@sathi.demo", "Farah Aziz", "sathi.demo", Roles.CaseHandler),
        new("sreymom@sathi.demo", "Sreymom Chea", "sathi.demo", Roles.CaseHandler),
        new("deepak@sathi.demo", "Deepak Rai", "sathi.demo", Roles.Supervisor),

        new("buyer@brand.demo", "Eleanor Marsh", "brand.demo", Roles.BuyerUser, VaultPart.Maker),
        new("sourcing@brand.demo", "Joris van Aalst", "brand.demo", Roles.BuyerUser),

        new("hr@factory.demo", "Kanya Phumsiri", "factory.demo", Roles.SupplierUser, VaultPart.Maker),
        new("songkhla@factory.demo", "Wichai Rungrot", "factory.demo", Roles.SupplierUser, VaultPart.Admitted, "songkhla"),
        new("hr@garment.demo", "Sokha Lim", "garment.demo", Roles.SupplierUser, VaultPart.Maker),
        new("compliance@garment.demo", "Dara Keo", "garment.demo", Roles.SupplierUser),
        new("hr@gloves.demo", "Lim Mei Fong", "gloves.demo", Roles.SupplierUser, VaultPart.Maker),
        new("johor@gloves.demo", "Rajan Pillai", "gloves.demo", Roles.SupplierUser, VaultPart.Admitted, "johor"),
        new("hr@assembly.demo", "Nurul Hashim", "assembly.demo", Roles.SupplierUser, VaultPart.Maker),
        new("line@assembly.demo", "Tan Wei Jie", "assembly.demo", Roles.SupplierUser),
        new("office@carpets.demo", "Ramesh Shakya", "carpets.demo", Roles.SupplierUser, VaultPart.Maker),
        new("weaving@carpets.demo", "Mina Maharjan", "carpets.demo", Roles.SupplierUser),
        // Signs in, and never made a vault: a release to this business is refused with its reason.
        new("office@estate.demo", "Prasit Khaodee", "estate.demo", Roles.SupplierUser, VaultPart.None),

        new("agency@agency.demo", "Kamala Thapa", "agency.demo", Roles.AgencyUser, VaultPart.Maker),
        new("welfare@agency.demo", "Nabin Karki", "agency.demo", Roles.AgencyUser),
        new("office@thanlwin.demo", "Zaw Htet", "thanlwin.demo", Roles.AgencyUser, VaultPart.Maker),
        new("desk@thanlwin.demo", "Khin Sandar", "thanlwin.demo", Roles.AgencyUser, VaultPart.Waiting),
    ];

    public static readonly IReadOnlyList<Bond> Bonds =
    [
        new("brand.demo", "factory.demo", "buysFrom"),
        new("brand.demo", "garment.demo", "buysFrom"),
        new("brand.demo", "gloves.demo", "buysFrom"),
        new("brand.demo", "assembly.demo", "buysFrom"),
        new("brand.demo", "carpets.demo", "buysFrom"),
        new("factory.demo", "estate.demo", "buysFrom"),
        new("gloves.demo", "estate.demo", "buysFrom"),
        new("agency.demo", "gloves.demo", "recruitsFor"),
        new("agency.demo", "assembly.demo", "recruitsFor"),
        new("agency.demo", "factory.demo", "recruitsFor"),
        new("thanlwin.demo", "factory.demo", "recruitsFor"),
        new("thanlwin.demo", "estate.demo", "recruitsFor"),
        new("terai", "agency.demo", "subAgentOf"),
        new("ngo.demo", "factory.demo", "runsChannelAt"),
        new("ngo.demo", "garment.demo", "runsChannelAt"),
        new("sathi.demo", "gloves.demo", "runsChannelAt"),
        new("sathi.demo", "assembly.demo", "runsChannelAt"),
        new("sathi.demo", "carpets.demo", "runsChannelAt"),
    ];

    /// <summary>Where each site is: degrees north and east of the town it is said to be in.</summary>
    public static readonly IReadOnlyDictionary<string, (double North, double East)> Positions = new Dictionary<string, (double, double)>
    {
        ["sakhon"] = (13.547, 100.274), ["ranong"] = (9.953, 98.609), ["songkhla"] = (7.189, 100.595), ["phnompenh"] = (11.556, 104.928), ["kampongspeu"] = (11.453, 104.521),
        ["ipoh"] = (4.597, 101.090), ["johor"] = (2.031, 103.319), ["penang"] = (5.296, 100.259), ["lalitpur"] = (27.667, 85.325), ["boudha"] = (27.721, 85.362), ["suratthani"] = (9.138, 99.322),
    };

    // The numbers are of ranges that nobody is called on.
    public static readonly IReadOnlyList<Line> Lines =
    [
        new("ngo.demo", "andaman", "Andaman worker line", ["TH", "KH"], ["th", "my", "km", "en"], ["TH", "KH"], "Every day, 8:00 to 22:00", ["+66 80 555 0142"]),
        new("ngo.demo", "andaman-sea", "Seafood workers' line", ["TH"], ["my", "en"], [], "Monday to Saturday, 10:00 to 20:00", ["+66 80 555 0177"]),
        new("sathi.demo", "sathi", "Sathi worker line", ["MY", "NP"], ["ne", "my", "en"], ["MY", "NP"], "Every day, 9:00 to 21:00", ["+60 11 5555 0123", "+977 980 555 0199"]),
    ];
}
