using OpenIlm.Kernel;

namespace OpenIlm.Cases;

/// <summary>The ledger of an issue: how many stand where, and a page of rows. Never a name.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="IssueId">The issue.</param>
/// <param name="Code">Its code.</param>
/// <param name="State">Where the issue stands.</param>
/// <param name="Version">Version of the issue.</param>
/// <param name="Affected">How many are affected, as the handler judged it at triage.</param>
/// <param name="Known">How many stand in the ledger.</param>
/// <param name="Counts">How many stand where; only states that somebody stands in.</param>
/// <param name="Strata">Groups that are present, with their sizes.</param>
/// <param name="Asked">How far the asking has come; null where one worker's word decides.</param>
/// <param name="Items">A page of rows, by number.</param>
/// <param name="NextCursor">Where the next page begins.</param>
public sealed record LedgerView(
    [property: Field(FieldClass.C1)] Guid CaseId,
    [property: Field(FieldClass.C1)] Guid IssueId,
    [property: Field(FieldClass.C1)] string Code,
    [property: Field(FieldClass.C1)] IssueState State,
    [property: Field(FieldClass.C1)] int Version,
    [property: Field(FieldClass.C1)] int Affected,
    [property: Field(FieldClass.C1)] int Known,
    [property: Field(FieldClass.C1)] IReadOnlyList<LedgerCountView> Counts,
    [property: Field(FieldClass.C1)] IReadOnlyList<StratumView> Strata,
    [property: Field(FieldClass.C1)] AskedView? Asked,
    [property: Field(FieldClass.C1)] IReadOnlyList<LedgerRowView> Items,
    [property: Field(FieldClass.C1)] string? NextCursor) : IView<Handlers>
{
    /// <summary>How many stand at a state.</summary>
    public int Count(LedgerState state) => Counts.FirstOrDefault(c => c.State == state)?.Workers ?? 0;
}

/// <summary>How many workers stand at a state.</summary>
public sealed record LedgerCountView(
    [property: Field(FieldClass.C1)] LedgerState State,
    [property: Field(FieldClass.C1)] int Workers) : IView<Handlers>;

/// <summary>A group of the ledger.</summary>
public sealed record StratumView(
    [property: Field(FieldClass.C1)] string Criterion,
    [property: Field(FieldClass.C1)] string Value,
    [property: Field(FieldClass.C1)] int Workers) : IView<Handlers>;

/// <summary>One affected worker, in codes.</summary>
public sealed record LedgerRowView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] int Number,
    [property: Field(FieldClass.C1)] LedgerState State,
    [property: Field(FieldClass.C1)] DateOnly StateOn,
    [property: Field(FieldClass.C1)] bool IsReporter,
    [property: Field(FieldClass.C1)] bool InSample,
    [property: Field(FieldClass.C1)] string? Gender,
    [property: Field(FieldClass.C1)] string? Nationality,
    [property: Field(FieldClass.C1)] string? ContractType,
    [property: Field(FieldClass.C1)] string? Recruiter,
    [property: Field(FieldClass.C1)] string? Department,
    [property: Field(FieldClass.C1)] string? Site,
    [property: Field(FieldClass.C1)] DateOnly AddedOn,
    [property: Field(FieldClass.C1)] DateOnly? ReachedOn,
    [property: Field(FieldClass.C1)] DateOnly? AnsweredOn,
    [property: Field(FieldClass.C1)] DateOnly? DepartedOn) : IView<Handlers>;

/// <summary>Who a row of the ledger is.</summary>
public sealed record LedgerNameView(
    [property: Field(FieldClass.C1)] Guid WorkerId,
    [property: Field(FieldClass.C1)] int Number,
    [property: Field(FieldClass.C3, "identity.read with a kept reason")] string? Name,
    [property: Field(FieldClass.C3, "identity.read with a kept reason")] string? Phone,
    [property: Field(FieldClass.C3, "identity.read with a kept reason")] string? Key,
    [property: Field(FieldClass.C3, "identity.read with a kept reason")] string? Note) : IView<Handlers>;

/// <summary>What became of a list.</summary>
/// <param name="Rows">Rows with something in them, the heading aside.</param>
/// <param name="Added">How many are new in the ledger.</param>
/// <param name="Known">How many stood in it already; nothing of those was changed.</param>
/// <param name="Columns">Headings that were understood, by what they mean.</param>
/// <param name="Ignored">How many headings nobody knows; their cells were not read.</param>
/// <param name="Problems">Every row that could not be taken, with the reason.</param>
public sealed record ImportedView(
    [property: Field(FieldClass.C1)] int Rows,
    [property: Field(FieldClass.C1)] int Added,
    [property: Field(FieldClass.C1)] int Known,
    [property: Field(FieldClass.C1)] IReadOnlyList<string> Columns,
    [property: Field(FieldClass.C1)] int Ignored,
    [property: Field(FieldClass.C1)] IReadOnlyList<RowProblemView> Problems) : IView<Handlers>;

/// <summary>A row that could not be taken. It never repeats what stood in the cell.</summary>
/// <param name="Row">Row of the sheet, from 1, as a spreadsheet counts.</param>
/// <param name="Column">The member it is about.</param>
/// <param name="Code">Why; sentence <c>ledger-problem.CODE</c>.</param>
/// <param name="Other">The other row of the list, where it is about two.</param>
public sealed record RowProblemView(
    [property: Field(FieldClass.C1)] int Row,
    [property: Field(FieldClass.C1)] string Column,
    [property: Field(FieldClass.C1)] string Code,
    [property: Field(FieldClass.C1)] int? Other = null) : IView<Handlers>;

/// <summary>How many workers an act met.</summary>
public sealed record LedgerChangeView(
    [property: Field(FieldClass.C1)] Guid IssueId,
    [property: Field(FieldClass.C1)] int Changed) : IView<Handlers>;
