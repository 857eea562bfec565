using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Voice;

/// <summary>The contacts of the organization, in coded facts, with their counts.</summary>
[Needs(VoicePermissions.LogContacts)]
public sealed class ContactsModel(Work work, ICaseGlance cases) : WorkspacePage(work)
{
    /// <summary>Days that are shown when nobody asked for others.</summary>
    private const int Lately = 90;

    /// <summary>What is asked for.</summary>
    public ListContacts.Filter Filter { get; private set; } = new();
    /// <summary>What there is.</summary>
    public ListContacts.ContactsView Found { get; private set; } = null!;

    /// <summary>Shows a page of them.</summary>
    public async Task OnGetAsync()
    {
        var (filter, wrong) = ListContacts.Read(name => Request.Query[name]);
        Refusals = wrong;
        Filter = Request.Query.ContainsKey("from") ? filter : filter with { From = Work.Today.AddDays(-Lately) };
        Found = await ListContacts.Handle(Filter, Work, cases);
    }

    /// <summary>Name of a language in English; the tag itself where nobody wrote one.</summary>
    public static string Language(string tag) => Languages.All.FirstOrDefault(l => l.Code == tag)?.EnglishName ?? CallCodes.OtherLanguages.FirstOrDefault(l => l.Tag == tag).Name ?? tag;

    /// <summary>The address of the next page.</summary>
    public string Next => "/app/contacts" + Microsoft.AspNetCore.Http.QueryString.Create(Request.Query.Where(q => q.Key != "cursor").Select(q => KeyValuePair.Create(q.Key, q.Value.ToString()))
        .Append(KeyValuePair.Create("cursor", Found.NextCursor ?? ""))!).ToUriComponent();
}
