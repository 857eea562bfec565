using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Voice;

/// <summary>Who wishes to be called, with the safe hours for whoever holds the key.</summary>
[Needs(VoicePermissions.LogContacts)]
public sealed class CallBacksModel(Work work, Dossiers dossiers, ICaseGlance cases) : WorkspacePage(work)
{
    /// <summary>The open wishes.</summary>
    public IReadOnlyList<CallBacks.CallBackView> Open { get; private set; } = [];
    /// <summary>The wish that the refusals are about.</summary>
    public Guid? About { get; private set; }
    /// <summary>Today.</summary>
    public DateOnly Today => Work.Today;

    /// <summary>Lists them.</summary>
    public async Task OnGetAsync() => Open = await CallBacks.List(Work, dossiers, cases);

    /// <summary>Notes a try.</summary>
    public async Task<IActionResult> OnPostAsync(IFormCollection form)
    {
        var fields = new Fields(form.ToDictionary(f => f.Key, f => f.Value));
        if (fields.Id("id") is not { } id) return NotFound();
        About = id;
        DateOnly? next = DateOnly.TryParseExact(fields.Text("next"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        return await After(await CallBacks.Try(id, fields.Number("version"), new CallBacks.Attempt(fields.Text("outcome"), next), Work), "/app/hotline/call-backs", async () => { await OnGetAsync(); return Page(); });
    }
}
