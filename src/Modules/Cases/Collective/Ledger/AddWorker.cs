using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>Adds one affected worker to the ledger by hand.</summary>
public static class AddWorker
{
    /// <summary>Who she is, as far as is known; at least a name, a number or a key.</summary>
    public sealed record Input
    {
        /// <summary>Name; sealed.</summary>
        public string? Name { get; init; }
        /// <summary>Telephone number; sealed.</summary>
        public string? Phone { get; init; }
        /// <summary>Number that tells her apart; sealed.</summary>
        public string? Key { get; init; }
        /// <summary>Anything else; sealed.</summary>
        public string? Note { get; init; }
        /// <summary>Gender.</summary>
        public string? Gender { get; init; }
        /// <summary>Nationality.</summary>
        public string? Nationality { get; init; }
        /// <summary>Kind of contract.</summary>
        public string? ContractType { get; init; }
        /// <summary>Recruiter.</summary>
        public string? Recruiter { get; init; }
        /// <summary>Shift or department.</summary>
        public string? Department { get; init; }
        /// <summary>Site or building.</summary>
        public string? Site { get; init; }
        /// <summary>She is the reporter: asked as such, and not drawn besides.</summary>
        public bool IsReporter { get; init; }
    }

    /// <summary>Every reason against the input by itself.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input) => WorkerRow.Read(Given(input)).Faults.Select(f => new BadInput(CodeOf(f.Code), f.Column));

    /// <summary>Adds her.</summary>
    public static async Task<Outcome<ActView>> Handle(Guid issue, int? version, Input input, Work work, Dossiers dossiers)
    {
        if (WhyNot(input).ToList() is { Count: > 0 } wrong) return Outcome<ActView>.Refused(wrong);
        var held = await IssueFile.Hold(work, issue, version);
        if (!held.IsDone) return Outcome<ActView>.From(held);
        var file = held.Value!;
        var dossier = await dossiers.Open(work, file.Row.DossierId);
        if (!dossier.IsDone) return Outcome<ActView>.From(dossier);
        var (kept, keeping) = (WorkerRow.Read(Given(input)).Kept!, new KeepWorkers(work, file, dossier.Value!));
        await keeping.Load();
        if (keeping.NumberOf(kept) is { } number) return Outcome<ActView>.Refused(new CollectiveRefusals.KnownAlready(number));
        if (keeping.TooFine(kept) is { } criterion) return Outcome<ActView>.Refused(new BadInput("ledger.too-fine", criterion, WorkerRow.MostValues));
        if (keeping.Count >= KeepWorkers.Most) return Outcome<ActView>.Refused(new CollectiveRefusals.LedgerFull(KeepWorkers.Most));
        if (input.IsReporter && await work.FirstOrNone<int>("select number from cases.affected_worker where issue_id = $1 and is_reporter", issue) is > 0 and var other)
            return Outcome<ActView>.Refused(new CollectiveRefusals.ReporterMarked(other));
        var (id, given) = keeping.Take(kept);
        keeping.Queue();
        if (input.IsReporter) work.Write("update cases.affected_worker set is_reporter = true where id = $1", id);
        CaseFile.Touch(work, file.Row.CaseId);
        CaseLog.Note(work, file.Row.OrgId, file.Row.CaseId, issue, "workers.added", CaseParty.Of(work.Actor), new { added = 1, number = given });
        return await work.Commit(file.Stand(id));
    }

    private static GivenWorker Given(Input input) => new()
    {
        Name = input.Name, Phone = input.Phone, Key = input.Key, Note = input.Note, Gender = input.Gender, Nationality = input.Nationality, ContractType = input.ContractType,
        Recruiter = input.Recruiter, Department = input.Department, Site = input.Site,
    };

    private static string CodeOf(string fault) => fault switch { "nobody" => "ledger.nobody", "not-a-group" => "ledger.not-a-group", "too-long" => "ledger.too-long", _ => "input.not-a-choice" };
}
