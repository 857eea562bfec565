using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>What buyers ask of their suppliers: told by the one, read and judged by the other.</summary>
[Needs(NetworkPermissions.ReadRequirements)]
public sealed class RequirementsModel(Work work) : WorkspacePage(work)
{
    /// <summary>What was told to the organization and by it.</summary>
    public IReadOnlyList<ListRequirements.RequirementView> Items { get; private set; } = [];
    /// <summary>Suppliers to choose from.</summary>
    public IReadOnlyList<Choice> Suppliers { get; private set; } = [];
    /// <summary>Whether the actor may tell.</summary>
    public bool MayTell => Actor.May(NetworkPermissions.TellRequirements);
    /// <summary>Whether the actor may acknowledge.</summary>
    public bool MayAcknowledge => Actor.May(NetworkPermissions.AcknowledgeRequirements);
    /// <summary>Which form was sent.</summary>
    public string Act { get; private set; } = "";

    /// <summary>What was typed into the form that was refused.</summary>
    public string? Of(string member) => Act == "tell" ? Request.Form[member].ToString() : null;
    /// <summary>The reasons against a form.</summary>
    public IReadOnlyList<Refusal> ReasonsOf(string act) => Act == act ? Refusals : [];

    /// <summary>Shows them.</summary>
    public Task<IActionResult> OnGet() => Show();

    /// <summary>Tells one.</summary>
    public async Task<IActionResult> OnPostTell([FromForm] string? to, [FromForm] string? kind, [FromForm] string? text)
    {
        if (!MayTell) return NotFound();
        Act = "tell";
        Outcome outcome = Guid.TryParse(to, out var supplier) ? await TellRequirement.Handle(new TellRequirement.Input(supplier, kind ?? "", text ?? ""), Work) : Outcome.Refused(new BadInput("input.required", "to"));
        return await After(outcome, "/app/requirements", Show);
    }

    /// <summary>Takes one back.</summary>
    public async Task<IActionResult> OnPostEnd([FromForm] Guid id, [FromForm] int version) =>
        MayTell ? await After(await EndRequirement.Handle(id, version, Work), "/app/requirements", Show) : NotFound();

    /// <summary>Says it was read.</summary>
    public async Task<IActionResult> OnPostAcknowledge([FromForm] Guid id, [FromForm] int version, [FromForm] int? clarity, [FromForm] int? fairness)
    {
        if (!MayAcknowledge) return NotFound();
        Act = id.ToString();
        return await After(await AcknowledgeRequirement.Handle(id, version, new AcknowledgeRequirement.Input(clarity, fairness), Work), "/app/requirements", Show);
    }

    private async Task<IActionResult> Show()
    {
        Items = await ListRequirements.Handle(Work);
        if (MayTell) Suppliers = [.. (await ListRequirements.Suppliers(Work)).Select(s => new Choice(s.Id.ToString(), s.Name))];
        return Page();
    }
}
