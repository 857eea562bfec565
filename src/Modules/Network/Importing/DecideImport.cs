using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>Says of a likely duplicate that it is the site it resembles, or another; of one row or of all that are left.</summary>
public static class DecideDuplicate
{
    /// <summary>What is said.</summary>
    /// <param name="Decision"><c>same</c> or <c>new</c>.</param>
    /// <param name="Row">Row of the file; null for every likely duplicate.</param>
    public sealed record Input(string Decision, int? Row = null);

    /// <summary>Keeps it.</summary>
    public static async Task<Outcome> Handle(Guid id, Input input, Work work)
    {
        if (input.Decision is not ("same" or "new")) return Outcome.Refused(new BadInput("input.not-a-choice", "decision"));
        if (await work.FirstOrNone<string>("select state from network.import where id = $1 for update", id) is not { } state) return Outcome.Missing;
        if (state != "Ready") return Outcome.Refused(new MapImport.NotNow(state));
        if (await work.Change("update network.import_row set decision = $3 where import_id = $1 and ($2::integer is null or line = $2) and candidate_id is not null and outcome = 'New'", id, input.Row, input.Decision == "same" ? "Same" : "New") == 0)
            return Outcome.Missing;
        work.Audit("import.decided", "import", id, new { input.Decision, input.Row });
        return await work.Commit();
    }
}

/// <summary>Has a checked list written into the directory, all of it or nothing.</summary>
public static class ApplyImport
{
    /// <summary>The list changes nothing.</summary>
    public sealed record NothingToDo() : Refusal("import.nothing-to-do");

    private sealed record Row(string State, int Version);

    /// <summary>Asks for it; a job does it.</summary>
    public static async Task<Outcome> Handle(Guid id, int? version, Work work)
    {
        var row = await work.FirstOrNone<Row>("select state, version from network.import where id = $1 for update", id);
        if (row is null) return Outcome.Missing;
        if (version is { } seen && seen != row.Version) return Outcome.Stale;
        if (row.State != "Ready") return Outcome.Refused(new MapImport.NotNow(row.State));
        if (!await work.FirstOrNone<bool>("select exists (select 1 from network.import_row where import_id = $1 and (outcome in ('New', 'Changed') or (outcome = 'Same' and relates)))", id)) return Outcome.Refused(new NothingToDo());
        work.Write("update network.import set state = 'Applying', note = '', version = version + 1 where id = $1", id);
        work.Audit("import.apply-asked", "import", id);
        return await work.Commit();
    }
}

/// <summary>Has an applied import taken back: what it made goes, what it changed goes back; what somebody depends on stays and is listed.</summary>
public static class UndoImport
{
    private sealed record Row(string State, int Version);

    /// <summary>Asks for it; a job does it.</summary>
    public static async Task<Outcome> Handle(Guid id, int? version, Work work)
    {
        var row = await work.FirstOrNone<Row>("select state, version from network.import where id = $1 for update", id);
        if (row is null) return Outcome.Missing;
        if (version is { } seen && seen != row.Version) return Outcome.Stale;
        if (row.State != "Applied") return Outcome.Refused(new MapImport.NotNow(row.State));
        work.Write("update network.import set state = 'Undoing', note = '', version = version + 1 where id = $1", id);
        work.Audit("import.undo-asked", "import", id);
        return await work.Commit();
    }
}
