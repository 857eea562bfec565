using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Voice;

/// <summary>The worker's door: channels, reports, receipts, messages; and the hotline's log.</summary>
public sealed class VoiceModule : IModule
{
    private const string NoAccount = "a worker has no account; the form state and the receipt take the place of a session";

    /// <inheritdoc />
    public string Name => "voice";
    /// <inheritdoc />
    public int Order => 20;

    /// <inheritdoc />
    public void Register(IServiceCollection services)
    {
        // A network that sets its own options has registered them before.
        services.TryAddSingleton(new VoiceOptions());
        services
            .AddSingleton<ReceiptDoor>()
            .AddScoped<Door>()
            .AddSingleton<IWorkerChannels, WorkerChannels>()
            .AddSingleton<FileDesk>()
            .AddSingleton<IMediaIntake, MediaIntake>()
            .AddSingleton<IVaultContents, MessagesInVault>()
            .AddSingleton<INavigation, VoiceNavigation>();
        GatewayApi.Register(services);
        services.AddSingleton(new DraftKind(CallKept.ContactDraft, "/app/hotline?draft={subject}")).AddHostedService<CallBackBell>()
            .AddSingleton<CallBackLines>().AddSingleton<ITodayLines>(s => s.GetRequiredService<CallBackLines>()).AddSingleton<ITaskCount>(s => s.GetRequiredService<CallBackLines>());
    }

    /// <inheritdoc />
    public void Map(SealedEndpoints api)
    {
        api.Open("GET", "/voice/channels", NoAccount, async (string? country, string? language, Work work) =>
            Results.Json(await ListChannels.Handle(country, language, work), Json.Api));
        Door("/voice/forms", async (MakeForm.Input input, Work work, Door door) => Answer(await MakeForm.Handle(input, work, door)));
        Door("/voice/reports", async (SendReport.Input input, Work work, Door door) => Answer(await SendReport.Handle(input, work, door)));
        Door("/voice/status", async (FollowReport.Input input, Work work, Door door) => Answers.Ok(await FollowReport.Handle(input, work, door)));
        Door("/voice/messages", async (WriteMessage.Input input, Work work, Door door) => Answer(await WriteMessage.Handle(input, work, door)));
        Door("/voice/validations", async (AnswerClaim.Input input, Work work, Door door) => Answer(await AnswerClaim.Handle(input, work, door)));
        Door("/voice/packets", async (AnswerPacket.Input input, Work work, Door door) => Answer(await AnswerPacket.Handle(input, work, door)));
        Door("/voice/answers", async (AnswerQuestion.Input input, Work work, Door door) => Answer(await AnswerQuestion.Handle(input, work, door)));
        Door("/voice/channel/close", async (CloseChannel.Input input, Work work, Door door) => Answers.From(await CloseChannel.Handle(input, work, door)));

        AttachmentsApi.Map(api, NoAccount, Answer);

        api.Post("/contacts", VoicePermissions.LogContacts, async (LogContact.Input input, Work work, Door door) => Answer(await LogContact.Handle(input, work, door)))
            .WithMetadata(new RequestSizeLimitAttribute(TextRules.MostBody));
        HotlineApi.Map(api);
        api.PostSealed("/cases/{id:guid}/receipt", VoicePermissions.GiveReceipts, async (Guid id, Work work, Door door) => Answers.Created(await GiveReceipt.Handle(id, work, door)));
        api.Get("/channels", VoicePermissions.ManageChannels, async (Work work) => Results.Json(await KeepChannels.List(work), Json.Api));
        api.Post("/channels", VoicePermissions.ManageChannels, async (KeepChannels.Input input, Work work) => Answers.Created(await KeepChannels.Create(input, work)));
        api.Post("/channels/{id:guid}", VoicePermissions.ManageChannels, async (Guid id, KeepChannels.Input input, [FromHeader(Name = "If-Match")] string? version, Work work) =>
            int.TryParse(version?.Trim('"'), out var read) || version is null
                ? Answers.Ok(await KeepChannels.Change(id, version is null ? null : read, input, work))
                : Answers.From(Outcome.Stale));

        GatewayApi.Map(api);

        void Door(string path, Delegate handler) => api.Open("POST", path, NoAccount, handler).WithMetadata(new RequestSizeLimitAttribute(TextRules.MostBody));
    }

    /// <summary>201 with the value, or the failure. That nothing can be kept now is the service's fault, not the caller's: 503, come again.</summary>
    private static IResult Answer<T>(Outcome<T> outcome) =>
        outcome.Refusals.OfType<Door.NotDurable>().Any() ? new NotNow(outcome.Refusals) : Answers.Created(outcome);

    private sealed class NotNow(IReadOnlyList<Refusal> reasons) : IResult
    {
        public Task ExecuteAsync(HttpContext http)
        {
            http.Response.Headers.RetryAfter = "60";
            return Answers.Refused(http, reasons, StatusCodes.Status503ServiceUnavailable);
        }
    }
}
