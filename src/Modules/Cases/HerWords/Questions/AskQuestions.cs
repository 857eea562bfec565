using System.Text.Json;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using OpenIlm.Sealing;

namespace OpenIlm.Cases;

/// <summary>Asks the worker questions that she answers by tapping: from the table, in her language, and one of the handler's own. Nobody has to be able to write to answer us.</summary>
public static class AskQuestions
{
    /// <summary>A question of one's own.</summary>
    /// <param name="Text">The question, in her language.</param>
    /// <param name="Choices">2 to 6 answers to tap, in her language.</param>
    /// <param name="Language">That language.</param>
    public sealed record Free(string Text, IReadOnlyList<string>? Choices, string Language);

    /// <summary>What is asked.</summary>
    /// <param name="Codes">Questions of <see cref="QuestionTable"/>.</param>
    /// <param name="Own">A question of one's own.</param>
    /// <param name="ContactId">Which contact of the case; null for the reporter, or the latest that can be answered.</param>
    public sealed record Input(IReadOnlyList<string>? Codes = null, Free? Own = null, Guid? ContactId = null);

    /// <summary>What was asked.</summary>
    /// <param name="Ids">The questions.</param>
    /// <param name="BehindReceipt">She reads them by her receipt; else the handler asks her.</param>
    public sealed record AskedView(
        [property: Field(FieldClass.C1)] IReadOnlyList<Guid> Ids,
        [property: Field(FieldClass.C1)] bool BehindReceipt) : IView<Handlers>;

    /// <summary>Too much at a time is answered by nobody.</summary>
    public sealed record TooManyOpen(int Most) : Refusal("question.too-many-open");
    /// <summary>The same question waits for her already.</summary>
    public sealed record AskedAlready(string Question) : Refusal("question.asked-already")
    {
        /// <inheritdoc />
        public override string Field => Question == FreeQuestion.Code ? "own.text" : "codes";
    }

    /// <summary>Most questions that wait for one worker at a time.</summary>
    public const int MostOpen = 5;
    /// <summary>Most choices of a question.</summary>
    public const int MostChoices = 6;

    /// <summary>Every reason against the input.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input)
    {
        if (input.Codes is not { Count: > 0 } && input.Own is null) yield return new BadInput("input.required", "codes");
        foreach (var reason in Given.Choices(input.Codes, [.. QuestionTable.All.Select(q => q.Code)], "codes")) yield return reason;
        if (input.Own is not { } own) yield break;
        foreach (var reason in Given.Text(own.Text, "own.text", 2000).Concat(Given.Language(own.Language, "own.language"))) yield return reason;
        if (own.Choices is null || own.Choices.Count < 2) yield return new BadInput("question.needs-choices", "own.choices");
        if (own.Choices?.Count > MostChoices) yield return new BadInput("input.too-many", "own.choices", MostChoices);
        for (var i = 0; i < Math.Min(own.Choices?.Count ?? 0, MostChoices); i++)
            foreach (var reason in Given.Text(own.Choices![i], $"own.choices[{i}]", 200)) yield return reason;
    }

    /// <summary>Every reason against asking these beside those that wait.</summary>
    public static IEnumerable<Refusal> WhyNot(IReadOnlyCollection<string> asked, IReadOnlyCollection<string> open)
    {
        foreach (var code in asked.Where(open.Contains)) yield return new AskedAlready(code);
        if (asked.Union(open).Count() > MostOpen) yield return new TooManyOpen(MostOpen);
    }

    /// <summary>Asks them.</summary>
    public static async Task<Outcome<AskedView>> Handle(Guid id, int? version, Input input, Work work, Dossiers dossiers, IWorkerChannels channels)
    {
        if (WhyNot(input).ToList() is { Count: > 0 } wrong) return Outcome<AskedView>.Refused(wrong);
        var held = await CaseFile.Hold(work, id, version);
        if (!held.IsDone) return Outcome<AskedView>.From(held);
        var row = held.Value!;
        var files = await work.All<WriteToWorker.FileOf>("select contact_id, dossier_id from cases.file where case_id = $1", id);
        var contacts = await channels.Contacts(work, [.. files.Select(f => f.ContactId)]);
        var to = input.ContactId is { } named ? files.FirstOrDefault(f => f.ContactId == named) : WriteToWorker.Best(files, contacts, row.ContactId);
        if (to is null || !contacts.TryGetValue(to.ContactId, out var contact)) return Outcome<AskedView>.Refused(new BadInput("input.not-a-choice", "contactId"));
        string[] codes = [.. (input.Codes ?? []).Distinct()];
        var open = await work.All<string>("select code from cases.question where contact_id = $1 and state = 'Asked'", to.ContactId);
        if (WhyNot([.. codes, .. input.Own is null ? [] : new[] { FreeQuestion.Code }], [.. open]).ToList() is { Count: > 0 } reasons) return Outcome<AskedView>.Refused(reasons);

        var ids = new List<Guid>();
        void Add(Guid question, string code, IReadOnlyList<string> choices, string language, byte[]? forWorker, byte[]? forVault)
        {
            ids.Add(question);
            work.Write("""
                insert into cases.question (id, org_id, case_id, dossier_id, contact_id, code, choices, language, state, asked_on, asked_by, ct_for_worker, ct_for_vault)
                values ($1, $2, $3, $4, $5, $6, $7, $8, 'Asked', $9, $10, $11, $12)
                """, question, row.OrgId, id, to.DossierId, to.ContactId, code, choices.ToArray(), language, work.Today, work.Actor.PersonId, forWorker, forVault);
        }
        foreach (var code in codes) Add(Guid.NewGuid(), code, QuestionTable.Find(code)!.Choices, contact.Language, null, null);
        if (input.Own is { } own)
        {
            var dossier = await dossiers.Open(work, to.DossierId);
            if (!dossier.IsDone) return Outcome<AskedView>.From(dossier);
            var question = Guid.NewGuid();
            var words = JsonSerializer.Serialize(new FreeQuestion(own.Text.Trim(), [.. own.Choices!.Select(c => c.Trim())]), Json.Compact);
            Add(question, FreeQuestion.Code, FreeQuestion.Places(own.Choices!.Count), own.Language,
                contact.CanBeAnswered ? Envelope.SealText(dossier.Value!.ErasureKey, contact.ReplyPub!, words, new Aad(SealedColumns.QuestionToWorker, question, to.DossierId)) : null,
                dossier.Value!.Seal(SealedColumns.QuestionToVault, question, words));
        }
        CaseFile.Touch(work, id);
        CaseLog.Note(work, row.OrgId, id, null, "case.worker-asked", CaseParty.Of(work.Actor), new { contact = to.ContactId, questions = codes, own = input.Own is not null });
        return await work.Commit(new AskedView(ids, contact.CanBeAnswered));
    }
}
