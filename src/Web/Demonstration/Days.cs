using OpenIlm.Cases;
using OpenIlm.Kernel;
using OpenIlm.Network;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Web.Demonstration;

/// <summary>How people keep their day: named filters, a list for a visit, a holiday that begins next week, somebody who keeps out of what her brother works for.</summary>
internal static class Days
{
    public static async Task Play(Stage stage)
    {
        var factory = stage.Troupes["factory.demo"];
        await stage.Act("supervisor@ngo.demo", DailyPermissions.KeepLists, w => SavedFilters.Save(null, null, new("Critical at Saensuk", $"organizationId={factory}&critical=true", Shared: true), w));
        await stage.Act("caseworker@ngo.demo", DailyPermissions.KeepLists, w => SavedFilters.Save(null, null, new("My open cases", "assignedTo=me&state=triaged"), w));
        var visit = await stage.Try("caseworker@ngo.demo", CasesPermissions.Read, w => ListCases.Handle(new CaseFilter { SiteId = stage.Steads["sakhon"], State = CaseState.Triaged, Limit = 6 }, w, stage.Get<IDirectory>()));
        await stage.Act("caseworker@ngo.demo", CasesPermissions.Triage, w => BulkAct.Handle(new([.. visit.Value!.Items.Select(c => c.Id)], BulkKind.AddToList, NewList: "Visit to Samut Sakhon"), w, stage.Get<IDirectory>(), stage.Get<Dossiers>()));
        await stage.Act("hninwai@ngo.demo", CasesPermissions.Triage, w => Handovers.Plan(new(stage.Players["araya@ngo.demo"], w.Today.AddDays(5), w.Today.AddDays(16)), w, stage.Get<IDirectory>(), stage.Get<Dossiers>()));
        await stage.Act("chanthou@ngo.demo", DailyPermissions.Recuse, w => Recusals.Declare(new(null, stage.Troupes["carpets.demo"], "family"), w, stage.Get<IDirectory>()));
        await stage.Act("caseworker@ngo.demo", NetworkPermissions.ReadNotifications, w => MailChoice.Choose(new(true, true, 8, "Asia/Bangkok", 22, 6), w));
    }
}
