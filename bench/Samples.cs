using System.Globalization;
using System.Text.Json;

namespace OpenIlm.Bench;

/// <summary>Requests of plausible size and content, each a little different.</summary>
public static class Samples
{
    private const string story = "They have not paid us for two months. The supervisor keeps our passports in his office and says we must finish the order first. Eleven people sleep in one room. We asked for the overtime and he shouted at us. Number ";

    /// <summary>A contact as a hotline logs it.</summary>
    public static byte[] Contact(BenchOrganization organization, int n) => Wire.Request("POST", "/contacts", organization.Token, JsonSerializer.Serialize(new
    {
        channel = "HOTLINE", reason = "issue", danger = n % 50 == 0 ? "inDanger" : "none", language = "my", country = "TH", siteId = organization.Site,
        text = story + n.ToString(CultureInfo.InvariantCulture), issueCodes = (string[])["WAG-03", "DOC-01"], affectedWorkers = 1 + n % 40,
        reporter = new { name = $"Caller {n}", phone = $"+6681{n % 10_000_000:D7}" }, consent = new { level = "codedFacts" },
    }));

    /// <summary>An empty form.</summary>
    public static byte[] Form(BenchOrganization organization) =>
        Wire.Request("POST", "/voice/forms", null, JsonSerializer.Serialize(new { language = "my", channelId = organization.Channel }));

    /// <summary>A report on a form.</summary>
    public static byte[] Report(string receipt, string formState, string text, string language = "my") => Wire.Request("POST", "/voice/reports", null, JsonSerializer.Serialize(new
    {
        formState, receipt, proof = "", language, reason = "issue", danger = "none", text, country = "TH", consent = new { level = "summary" },
    }));

    /// <summary>The text of report n.</summary>
    public static string Text(int n) => story + n.ToString(CultureInfo.InvariantCulture);
}
