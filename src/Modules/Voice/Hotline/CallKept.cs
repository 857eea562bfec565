using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using OpenIlm.Sealing;

namespace OpenIlm.Voice;

/// <summary>What a call leaves beside what was told: who interpreted and what was answered in the sealed file, the wish to be called back as a task, a request that is finished.</summary>
internal static class CallKept
{
    /// <summary>Queues all of it; the caller commits.</summary>
    public static void Queue(LogContact.Input input, CallSheet call, Guid contact, OpenDossier dossier, CaseOpened opened, Work work, Door door)
    {
        if (call.Interpreter?.Name is { Length: > 0 } name) dossier.AddNarrative(work, "interpreter", work.Actor.Language, name);
        if (call.Answer is { Length: > 0 } answer) dossier.AddNarrative(work, "answer", work.Actor.Language, answer);
        if (call.CallBack is { On: { } day } wish)
        {
            var id = Guid.NewGuid();
            work.Write("insert into voice.callback (id, org_id, contact_id, due_on, state, made_by, ct) values ($1, $2, $3, $4, 'Open', $5, $6)", id, dossier.Organization, contact, day, work.Actor.PersonId,
                string.IsNullOrWhiteSpace(wish.Words) ? null : dossier.Seal(SealedColumns.CallbackWords, id, wish.Words));
            work.Audit("callback.wished", "callback", id, new { contact, on = day });
        }
        if (call.Finished) door.Glance.EndAnswered(work, opened, input.Reason, CallRules.Ending(input.Reason, call));
        if (call.DraftId is { } draft) DropDraft.Queue(ContactDraft, draft, work);
    }

    /// <summary>Kind of the drafts of calls.</summary>
    internal const string ContactDraft = "contact";
}
