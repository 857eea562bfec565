using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using P = OpenIlm.Cases.CasesPermissions;

namespace OpenIlm.Cases;

/// <summary>The doors of her words.</summary>
internal static class HerWordsApi
{
    /// <summary>What the room needs to run.</summary>
    internal static void Register(IServiceCollection services) => services
        .AddSingleton<IHandle<ReplyKeyReplaced>, SealWordsAnew>()
        .AddSingleton<ITodayLines, HerWordsLines>()
        .AddSingleton(new CaseRoom("words", 14, P.Read, HasPanel: true));

    internal static void Map(SealedEndpoints api)
    {
        api.GetSealed("/cases/{id:guid}/words", P.Read, async (Guid id, HttpContext http, Work work, Dossiers dossiers) =>
        {
            var outcome = await ReadWords.Handle(id, work, dossiers);
            if (outcome.IsDone) http.Response.Headers.ETag = $"\"{outcome.Value!.Version}\"";
            return Answers.Ok(outcome);
        }).Produces<ReadWords.WordsView>();
        api.PostSealed("/cases/{id:guid}/questions", P.Write, async (Guid id, AskQuestions.Input input, HttpRequest http, Work work, Dossiers dossiers, IWorkerChannels channels) => Answers.Created(await AskQuestions.Handle(id, Given.Version(http), input, work, dossiers, channels))).Produces<AskQuestions.AskedView>(201);
        api.Post("/questions/{id:guid}/answer", P.Write, async (Guid id, AnswerQuestion.Input input, HttpRequest http, Work work) => Answers.Created(await AnswerQuestion.Record(id, Given.Version(http), input, work))).Produces<ActView>(201);
        api.Post("/questions/{id:guid}/take-back", P.Write, async (Guid id, HttpRequest http, Work work) => Answers.Created(await TakeBackQuestion.Handle(id, Given.Version(http), work))).Produces<ActView>(201);
        api.PostSealed("/shares/{id:guid}/revise", P.DraftShare, async (Guid id, ReviseShare.Input input, HttpRequest http, Work work, IDirectory directory, Dossiers dossiers, Keystore keystore) => Answers.Created(await ReviseShare.Handle(id, Given.Version(http), input, work, directory, dossiers, keystore))).Produces<DraftShare.DraftView>(201);
        api.PostSealed("/shares/{id:guid}/renderings", P.DraftShare, async (Guid id, ShowPacket.Input input, HttpRequest http, Work work, IDirectory directory, Dossiers dossiers, Keystore keystore, IWorkerChannels channels) => Answers.Created(await ShowPacket.Handle(id, Given.Version(http), input, work, directory, dossiers, keystore, channels))).Produces<ShowPacket.ShownView>(201);
        api.Post("/renderings/{id:guid}/answer", P.Consent, async (Guid id, AnswerPacket.Input input, HttpRequest http, Work work) => Answers.Created(await AnswerPacket.Record(id, Given.Version(http), input, work))).Produces<ActView>(201);
        api.Post("/renderings/{id:guid}/take-back", P.DraftShare, async (Guid id, TakeBackAsking.Input input, HttpRequest http, Work work) => Answers.Created(await TakeBackAsking.Handle(id, Given.Version(http), input, work))).Produces<ActView>(201);
    }
}
