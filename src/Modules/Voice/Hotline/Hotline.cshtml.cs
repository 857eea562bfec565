using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Voice;

/// <summary>A choice of a few, as a row of buttons.</summary>
/// <param name="Name">Name of the field.</param>
/// <param name="Legend">What is asked.</param>
/// <param name="Choices">The choices.</param>
/// <param name="Value">What is chosen.</param>
/// <param name="Key">Its key on the hotline page; empty for none.</param>
public sealed record Pick(string Name, string Legend, IEnumerable<Choice> Choices, string Value, string Key = "");

/// <summary>A call that was begun and not sent, for whoever typed it.</summary>
/// <param name="Draft">Its draft.</param>
/// <param name="SavedAt">When it was saved last.</param>
/// <param name="Words">Its first words.</param>
public sealed record OpenCall(Guid Draft, DateTimeOffset SavedAt, string Words);

/// <summary>
/// The hotline: one page for a call, a visit or a letter, by keyboard alone, while somebody speaks. What is typed is a sealed draft until it is sent; several
/// calls may be open at once. What was told and who told it are two parts of the form, as they are two parts of the file.
/// </summary>
[Needs(VoicePermissions.LogContacts)]
public sealed class HotlineModel(Work work, Door door) : WorkspacePage(work)
{
    private const int FirstWords = 70;

    /// <summary>What was typed.</summary>
    public LogContact.Input Said { get; private set; } = new() { Channel = "HOTLINE" };
    /// <summary>The draft of this form.</summary>
    public Guid Draft { get; private set; } = Guid.NewGuid();
    /// <summary>The form came back with reasons: what is in it is newer than its draft.</summary>
    public bool IsTyped { get; private set; }
    /// <summary>People who could open what is saved.</summary>
    public int VaultHolders { get; private set; }
    /// <summary>The case that the contact joins.</summary>
    public CaseGlance? Joins { get; private set; }
    /// <summary>The site that was chosen.</summary>
    public SiteFacts? Site { get; private set; }
    /// <summary>The case of the call that was just sent.</summary>
    public CaseGlance? Sent { get; private set; }
    /// <summary>Own calls that are not sent.</summary>
    public IReadOnlyList<OpenCall> Open { get; private set; } = [];
    /// <summary>Wishes to be called back that are due.</summary>
    public int CallBacksDue { get; private set; }

    /// <summary>The empty form; <c>caseId</c> names the case that the contact joins, <c>draft</c> a call that was begun.</summary>
    public async Task<IActionResult> OnGetAsync(Guid? draft, Guid? caseId)
    {
        // Drafts open with the passphrase, and so does the look whether a number called before: asked now, not in the middle of a call.
        if (Work.Keys.IsLocked && Actor.ViewingAs is null) return Redirect("/app/unlock?next=" + Uri.EscapeDataString(Request.Path + Request.QueryString));
        // The language of one's last call is the best guess for the next; before the first there is none.
        Said = Said with { CaseId = caseId, Language = await Work.FirstOrNone<string>("select language from voice.contact where logged_by = $1 order by seq desc limit 1", Actor.PersonId) };
        if (draft is { } named)
        {
            Draft = named;
            if (await Work.FirstOrNone<Guid?>("select case_id from voice.contact where draft_id = $1 and logged_by = $2", named, Actor.PersonId) is { } sent)
            {
                Sent = (await door.Glance.Of(Work, [sent])).GetValueOrDefault(sent);
                Draft = Guid.NewGuid();
            }
        }
        await Load();
        return Page();
    }

    /// <summary>The list of calls not sent, by itself: after a copy that was kept in the browser came home.</summary>
    public async Task<IActionResult> OnGetOpenAsync(Guid? except)
    {
        Draft = except ?? Draft;
        await LoadOpen();
        return Partial("_OpenCalls", Open);
    }

    /// <summary>Sends it.</summary>
    public async Task<IActionResult> OnPostAsync(Guid? draft, IFormCollection form)
    {
        Draft = draft ?? Draft;
        IsTyped = true;
        Said = Read(new Fields(form.ToDictionary(f => f.Key, f => f.Value)), Draft);
        return await After(await LogContact.Handle(Said, Work, door), $"/app/hotline?draft={Draft}", async () => { await Load(); return Page(); });
    }

    private static LogContact.Input Read(Fields form, Guid draft)
    {
        var reason = form.Choice<ContactReason>("reason");
        var asksForCall = form.Text("nextStep") == "callBack";
        return new LogContact.Input
        {
            Channel = form.Text("channel"), Reason = reason, Danger = form.Choice<Danger>("danger"), Language = form.Text("language"),
            Country = form.Text("country"), Text = form.Text("text"), SiteId = form.Id("siteId"), EmployerName = form.Text("employerName"), IssueCodes = form.All("issueCodes"),
            AffectedWorkers = form.Number("affectedWorkers"), CaseId = form.Id("caseId"),
            Reporter = new Reporter { Name = form.Text("name"), Phone = form.Text("phone"), Gender = form.Text("gender"), Nationality = form.Text("nationality"), AgeBand = form.Text("age") },
            ContactPlan = new ContactPlan { Channel = form.Text("safe"), SafeHours = form.Text("hours"), CodeWord = form.Text("word"), Never = form.Text("never") is not null },
            Consent = new LogContact.SpokenConsent { Level = form.Choice<ConsentLevel>("consent"), How = form.Text("how") ?? "verbal", ScriptVersion = LogContact.CurrentScript },
            Call = new CallSheet
            {
                HandlerLanguage = form.Text("handlerLanguage"), StartedAt = Instant(form.Text("startedAt")), EndedAt = Instant(form.Text("endedAt")), Attempts = form.Number("attempts"),
                Interpreter = form.Text("interpreter") is { } kind ? new InterpreterGiven { Kind = kind, Name = kind == "none" ? null : form.Text("interpreterName"), Independent = kind == "none" ? null : form.Text("independent") switch { "yes" => true, "no" => false, _ => null } } : null,
                NextStep = form.Text("nextStep"), CallBack = asksForCall ? new CallBackWish { On = Day(form.Text("callBackOn")), Words = form.Text("callBackWords") } : null,
                // Asked of requests only; what a change of mind left in hidden fields is not sent along.
                Topic = reason is ContactReason.Issue ? null : form.Text("topic"), Answer = reason is ContactReason.Issue ? null : form.Text("answer"),
                Finished = reason is not ContactReason.Issue && form.Text("finished") is not null, DraftId = draft,
            },
        };
    }

    private static DateTimeOffset? Instant(string? text) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at) ? at : null;
    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private async Task Load()
    {
        VaultHolders = (await VaultDoor.Of(Work, Actor.OrganizationId))?.Holders ?? 0;
        if (Said.CaseId is { } joined) Joins = (await door.Glance.Of(Work, [joined])).GetValueOrDefault(joined);
        if (Said.SiteId is { } site) Site = await door.Directory.Site(Work, site);
        CallBacksDue = await Work.FirstOrNone<int>("select count(*)::integer from voice.callback where org_id = access.org() and state = 'Open' and due_on <= $1", Work.Today);
        await LoadOpen();
    }

    private async Task LoadOpen() => Open = [.. (await ReadDraft.All(CallKept.ContactDraft, Work, door.Keystore)).Where(d => d.Subject != Draft)
        .Select(d => new OpenCall(d.Subject, d.View.SavedAt, Beginning(d.View.Content)))];

    // The page wrote the draft, and only its owner reads this; still it is text from a browser and may be anything.
    private static string Beginning(string content)
    {
        try
        {
            using var draft = JsonDocument.Parse(content);
            if (!draft.RootElement.TryGetProperty("fields", out var fields)) return "";
            foreach (var name in new[] { "text", "employerName", "name" })
                if (fields.TryGetProperty(name, out var values) && values.ValueKind is JsonValueKind.Array && values.GetArrayLength() > 0 && values[0].ValueKind is JsonValueKind.String && values[0].GetString() is { Length: > 0 } text)
                    return text.Length <= FirstWords ? text : string.Concat(text.AsSpan(0, FirstWords), "…");
        }
        catch (JsonException) { }
        return "";
    }
}
