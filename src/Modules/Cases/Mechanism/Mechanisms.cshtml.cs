using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Cases;

/// <summary>What the own mechanisms of suppliers received, in bands: for a buyer.</summary>
[Needs(DialoguePermissions.ReadMechanisms)]
public sealed class MechanismsModel(Work work) : WorkspacePage(work)
{
    /// <summary>Supplier by supplier.</summary>
    public IReadOnlyList<ReadMechanism.SupplierView> Suppliers { get; private set; } = [];

    /// <summary>Shows them.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        Suppliers = (await ReadMechanism.OfSuppliers(Work)).Value!;
        return Page();
    }
}
