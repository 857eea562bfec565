using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using D = OpenIlm.Cases.DialoguePermissions;
using P = OpenIlm.Cases.CasesPermissions;

namespace OpenIlm.Cases;

/// <summary>The doors of the identification check, of what passes between business and case, and of a business's own mechanism.</summary>
internal static class BusinessApi
{
    /// <summary>What these rooms need to run.</summary>
    public static void Register(IServiceCollection services) => services
        .AddSingleton<DialogueLines>().AddSingleton<ITodayLines>(s => s.GetRequiredService<DialogueLines>()).AddSingleton<ITaskCount>(s => s.GetRequiredService<DialogueLines>())
        .AddSingleton<IDirectoryUse, MechanismDirectoryUse>()
        .AddSingleton(new CaseRoom("business", 25, P.Read, HasPanel: true))
        .AddSingleton(new DraftKind("account", "/app/shared/{subject}/words"));

    public static void Map(SealedEndpoints api)
    {
        api.PostSealed("/shares/{id:guid}/generalize", P.DraftShare, async (Guid id, GeneralizeShare.Input input, HttpRequest http, Work work, IDirectory directory, Dossiers dossiers, Keystore keystore) => Answers.Created(await GeneralizeShare.Handle(id, Given.Version(http), input, work, directory, dossiers, keystore))).Produces<GeneralizeShare.GeneralizedView>(201);
        api.PostSealed("/shares/{id:guid}/delay", P.ReleaseShare, async (Guid id, DelayShare.Input input, HttpRequest http, Work work, IDirectory directory, Dossiers dossiers) => Answers.Created(await DelayShare.Handle(id, Given.Version(http), input, work, directory, dossiers))).Produces<DelayShare.DelayedView>(201);
        api.PostSealed("/shares/{id:guid}/second-person", P.DraftShare, async (Guid id, AskSecondPerson.Input input, HttpRequest http, Work work, IDirectory directory, Dossiers dossiers) => Answers.Created(await AskSecondPerson.Handle(id, Given.Version(http), input, work, directory, dossiers))).Produces<ActView>(201);

        api.GetSealed("/cases/{id:guid}/business", P.Read, async (Guid id, Work work, Keystore keystore) => Answers.Ok(await ReadDialogue.ForCase(id, work, keystore))).Produces<ReadDialogue.CaseDialogueView>();
        api.PostSealed("/inquiries/{id:guid}/answer", D.Answer, async (Guid id, AnswerInquiry.Input input, HttpRequest http, Work work, Dossiers dossiers, Keystore keystore) => Answers.Created(await AnswerInquiry.Handle(id, Given.Version(http), input, work, dossiers, keystore))).Produces<ActView>(201);
        api.PostSealed("/accounts/{id:guid}/decision", D.Answer, async (Guid id, DecideAccount.Input input, HttpRequest http, Work work, IDirectory directory, Dossiers dossiers, Keystore keystore) => Answers.Created(await DecideAccount.Handle(id, Given.Version(http), input, work, directory, dossiers, keystore))).Produces<ActView>(201);
        api.PostSealed("/issues/{id:guid}/accounts", P.RecordForBusiness, async (Guid id, GiveAccount.OnBehalfInput input, HttpRequest http, Work work, Keystore keystore) => Answers.Created(await GiveAccount.OnBehalf(id, Given.Version(http), input, work, keystore))).Produces<ActView>(201);

        api.GetSealed("/shared-issues/{id:guid}/words", P.ReadShared, async (Guid id, Work work, Keystore keystore) => Answers.Ok(await ReadDialogue.ForBusiness(id, work, keystore))).Produces<ReadDialogue.DialogueView>();
        api.PostSealed("/shared-issues/{id:guid}/inquiries", D.Ask, async (Guid id, AskInquiry.Input input, Work work, Keystore keystore) => Answers.Created(await AskInquiry.Handle(id, input, work, keystore))).Produces<AskInquiry.AskedView>(201);
        api.PostSealed("/shared-issues/{id:guid}/account", P.RespondToShared, async (Guid id, GiveAccount.Input input, Work work, Keystore keystore) => Answers.Created(await GiveAccount.Handle(id, input, work, keystore))).Produces<GiveAccount.GivenView>(201);

        api.Get("/mechanism", D.KeepMechanism, async (Work work, IDirectory directory) => Answers.Ok(await ReadMechanism.Own(work, directory))).Produces<IReadOnlyList<ReadMechanism.MechanismView>>();
        api.Post("/sites/{id:guid}/mechanism", D.KeepMechanism, async (Guid id, KeepMechanism.DescriptionInput input, HttpRequest http, Work work, IDirectory directory) => Answers.Created(await KeepMechanism.Describe(id, Given.Version(http), input, work, directory))).Produces<KeepMechanism.KeptView>(201);
        api.Post("/sites/{id:guid}/mechanism/months", D.KeepMechanism, async (Guid id, KeepMechanism.MonthInput input, Work work, IDirectory directory) => Answers.Created(await KeepMechanism.Month(id, input, work, directory))).Produces<KeepMechanism.KeptView>(201);
        api.Get("/mechanisms", D.ReadMechanisms, async (Work work) => Answers.Ok(await ReadMechanism.OfSuppliers(work))).Produces<IReadOnlyList<ReadMechanism.SupplierView>>();
        api.Get("/cases/{id:guid}/mechanism", P.Read, async (Guid id, Work work, IDirectory directory) => Answers.Ok(await ReadMechanism.Beside(id, work, directory))).Produces<ReadMechanism.BesideView>();
    }
}
