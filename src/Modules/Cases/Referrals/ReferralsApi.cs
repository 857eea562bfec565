using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using P = OpenIlm.Cases.ReferralsPermissions;

namespace OpenIlm.Cases;

/// <summary>The doors of referrals: whom she is led to, what others refer to us, texts that ask her to give up a claim, and handing a case over.</summary>
internal static class ReferralsApi
{
    /// <summary>What the room needs to run.</summary>
    internal static void Register(IServiceCollection services) => services
        .AddSingleton<IVaultContents, LettersInVault>()
        .AddSingleton<IDirectoryUse, ReferralDirectoryUse>()
        .AddSingleton(new CaseRoom("referrals", 25, CasesPermissions.Read, HasPanel: true))
        .AddSingleton<ReferralLines>().AddSingleton<ITodayLines>(s => s.GetRequiredService<ReferralLines>()).AddSingleton<ITaskCount>(s => s.GetRequiredService<ReferralLines>())
        .AddHostedService<ReferralClock>();

    internal static void Map(SealedEndpoints api)
    {
        api.GetSealed("/cases/{id:guid}/referrals", CasesPermissions.Read, async (Guid id, HttpContext http, Work work, Dossiers dossiers) =>
        {
            var outcome = await ReadReferrals.Handle(id, work, dossiers);
            if (outcome.IsDone) http.Response.Headers.ETag = $"\"{outcome.Value!.Version}\"";
            return Answers.Ok(outcome);
        }).Produces<ReferralsView>();
        api.Post("/cases/{id:guid}/referrals", P.Refer, async (Guid id, OfferReferral.Input input, HttpRequest http, Work work, IDirectory directory, IServices services) => Answers.Created(await OfferReferral.OfCase(id, Given.Version(http), input, work, directory, services))).Produces<ActView>(201);
        api.Post("/issues/{id:guid}/referred", P.Refer, async (Guid id, OfferReferral.Input input, HttpRequest http, Work work, IDirectory directory, IServices services) => Answers.Created(await OfferReferral.OfIssue(id, Given.Version(http), input, work, directory, services))).Produces<ActView>(201);
        api.Post("/referrals/{id:guid}/recipient", P.Refer, async (Guid id, OfferReferral.Input input, HttpRequest http, Work work, IDirectory directory, IServices services) => Answers.Created(await NameRecipient.Handle(id, Given.Version(http), input, work, directory, services))).Produces<ActView>(201);
        api.Post("/referrals/{id:guid}/consent", P.Refer, async (Guid id, RecordReferralConsent.Input input, HttpRequest http, Work work, IDirectory directory) => Answers.Created(await RecordReferralConsent.Handle(id, Given.Version(http), input, work, directory))).Produces<ActView>(201);
        api.PostSealed("/referrals/{id:guid}/letter", P.Refer, async (Guid id, WriteLetter.Input input, HttpRequest http, Work work, IDirectory directory, Dossiers dossiers) => Answers.Created(await WriteLetter.Handle(id, Given.Version(http), input, work, directory, dossiers))).Produces<WriteLetter.WrittenView>(201);
        api.GetSealed("/referrals/{id:guid}/letter", P.Refer, async (Guid id, Work work, Keystore keystore) => Answers.Ok(await ReadLetter.Handle(id, work, keystore))).Produces<LetterView>();
        api.Post("/referrals/{id:guid}/approve", P.Refer, async (Guid id, HttpRequest http, Work work, IDirectory directory) => Answers.Created(await ApproveLetter.Handle(id, Given.Version(http), work, directory))).Produces<ActView>(201);
        api.PostSealed("/referrals/{id:guid}/send", P.Refer, async (Guid id, SendReferral.Input input, HttpRequest http, Work work, IDirectory directory, Keystore keystore) => Answers.Created(await SendReferral.Handle(id, Given.Version(http), input, work, directory, keystore))).Produces<ActView>(201);
        api.PostSealed("/referrals/{id:guid}/move", P.Refer, async (Guid id, MoveReferral.Input input, HttpRequest http, Work work, IDirectory directory, Dossiers dossiers) => Answers.Created(await MoveReferral.Handle(id, Given.Version(http), input, work, directory, dossiers))).Produces<ActView>(201);
        api.Post("/referrals/{id:guid}/revoke", P.Refer, async (Guid id, RevokeReferral.Input input, HttpRequest http, Work work) => Answers.Created(await RevokeReferral.Handle(id, Given.Version(http), input, work))).Produces<RevokeReferral.RevokedView>(201);
        api.Get("/received-referrals", P.Receive, async (Work work) => Answers.Ok(await ReadReceivedReferrals.List(work))).Produces<IReadOnlyList<ReceivedReferralView>>();
        api.GetSealed("/received-referrals/{id:guid}", P.Receive, async (Guid id, Work work, Keystore keystore) => Answers.Ok(await ReadReceivedReferrals.One(id, work, keystore))).Produces<ReceivedReferralView>();
        api.Post("/received-referrals/{id:guid}/answer", P.Receive, async (Guid id, AnswerReceivedReferral.Input input, Work work) => Answers.Created(await AnswerReceivedReferral.Handle(id, input, work))).Produces<AnswerReceivedReferral.AnsweredView>(201);
        api.PostSealed("/waiver-flags/{id:guid}/judge", P.JudgeWaivers, async (Guid id, JudgeWaiver.Input input, HttpRequest http, Work work, Dossiers dossiers) => Answers.Created(await JudgeWaiver.Handle(id, Given.Version(http), input, work, dossiers))).Produces<ActView>(201);
        api.PostSealed("/cases/{id:guid}/htcds", P.Exchange, async (Guid id, ExportHtcds.Input input, Work work, IDirectory directory, Dossiers dossiers) =>
        {
            var made = await ExportHtcds.Handle(id, input, work, directory, dossiers);
            if (!made.IsDone) return Answers.From(made);
            var (bytes, type, name) = ExportHtcds.File(made.Value!, input.Format, work.Today);
            return Results.File(bytes, type, name);
        });
    }
}

/// <summary>Says which organizations referrals name: they are not taken back from the directory.</summary>
public sealed class ReferralDirectoryUse : IDirectoryUse
{
    /// <inheritdoc />
    public async Task<IReadOnlyCollection<Guid>> Used(Work work, IReadOnlyCollection<Guid> ids) =>
        ids.Count == 0 ? [] : await work.All<Guid>("select * from cases.referrals_name_any($1)", ids.ToArray());
}
