using System.Net;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using OpenIlm.Voice;

namespace OpenIlm.Web.Demonstration;

/// <summary>A telephone to try in the demonstration: writes as an invented worker through an invented provider, and shows what reached it.</summary>
internal static class PhonePage
{
    /// <summary>The number that the page writes from; of a range that nobody is called on.</summary>
    public const string Number = "+66805550141";

    public static void Map(WebApplication app, ProviderSimulator simulator)
    {
        app.MapGet("/", () => Results.Text(Draw(simulator, null), "text/html; charset=utf-8"));
        app.MapPost("/", async (HttpContext http) =>
        {
            // Only the page itself writes: another site that is open in the same browser does not.
            if (http.Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site") return Results.StatusCode(403);
            using var reader = new StreamReader(http.Request.Body);
            var form = QueryHelpers.ParseQuery(await reader.ReadToEndAsync());
            var text = form.GetValueOrDefault("text").ToString();
            if (!Enum.TryParse<GatewayProvider>(form.GetValueOrDefault("provider"), out var provider) || !simulator.Connected.Contains(provider) || text.Length is 0 or > 1000) return Results.Redirect("/");
            var status = await simulator.Write(provider, Number, text);
            return status is HttpStatusCode.OK ? Results.Redirect("/") : Results.Text(Draw(simulator, $"The hotline answered {(int)status}."), "text/html; charset=utf-8");
        });
    }

    private static string Draw(ProviderSimulator simulator, string? fault)
    {
        var page = new StringBuilder($$"""
            <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="15"><title>Messages</title>
            <style>body{font:16px/1.5 system-ui,sans-serif;max-width:26rem;margin:2rem auto;padding:0 1rem;color:#1d2430;background:#f4f5f7}li{list-style:none;margin:.5rem 0;padding:.6rem .9rem;border-radius:12px;background:#fff}
            ul{padding:0}textarea,select,button{font:inherit;width:100%;box-sizing:border-box;margin:.25rem 0;padding:.5rem;border:1px solid #b8c0cc;border-radius:8px}button{background:#14507a;color:#fff;border:0}small{color:#5a6472}</style>
            <h1>A telephone</h1><p><small>Of an invented worker, {{Number}}. What you write goes to the hotline of the demonstration; open its inbox as caseworker@ngo.demo.</small></p>
            """);
        if (fault is not null) page.Append("<p role=\"alert\">").Append(WebUtility.HtmlEncode(fault)).Append("</p>");
        page.Append("<form method=\"post\"><label>Through <select name=\"provider\">");
        foreach (var provider in simulator.Connected) page.Append("<option value=\"").Append(provider).Append("\">").Append(provider is GatewayProvider.Twilio ? "SMS" : provider.ToString()).Append("</option>");
        page.Append("</select></label><label>Message <textarea name=\"text\" rows=\"3\" required maxlength=\"1000\"></textarea></label><button>Send</button></form><h2>Received</h2><ul>");
        foreach (var message in simulator.Phones.Where(m => m.To.TrimStart('+') == Number[1..]).Reverse())
            page.Append("<li>").Append(WebUtility.HtmlEncode(message.Text)).Append("<br><small>").Append(message.Provider is GatewayProvider.Twilio ? "SMS" : message.Provider.ToString()).Append("</small></li>");
        return page.Append("</ul></html>").ToString();
    }
}
