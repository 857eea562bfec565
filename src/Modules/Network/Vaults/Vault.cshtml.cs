using Microsoft.AspNetCore.Mvc;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>The vault of the own organization: make it once, see who holds a key, admit who waits.</summary>
[Needs(NetworkPermissions.KeepVault)]
public sealed class VaultModel(Work work) : WorkspacePage(work)
{
    /// <summary>The vault with its members; null on the answer that shows the recovery sheets.</summary>
    public ReadVault.VaultView? Vault { get; private set; }
    /// <summary>The three recovery sheets, shown on this answer only.</summary>
    public IReadOnlyList<string>? Sheets { get; private set; }
    /// <summary>Whether a colleague was just admitted.</summary>
    public bool Admitted { get; private set; }
    /// <summary>Whether this organization takes reports of workers, for which two people must hold a key.</summary>
    public bool RunsCases => Actor.OrganizationKind is "CivilSociety" or "TradeUnion";
    /// <summary>The day printed on the sheets.</summary>
    public DateOnly Today => Work.Today;

    /// <summary>Shows the vault.</summary>
    public async Task<IActionResult> OnGet(bool admitted)
    {
        Admitted = admitted;
        return await Show();
    }

    /// <summary>Makes the vault and shows the sheets.</summary>
    public async Task<IActionResult> OnPostMake()
    {
        var outcome = await MakeVault.Handle(Work);
        if (!outcome.IsDone) return await After(outcome, "/app/vault", Show);
        Sheets = outcome.Value!.Sheets;
        return Page();
    }

    /// <summary>Admits a colleague.</summary>
    public async Task<IActionResult> OnPostAdmit([FromForm] Guid person) => await After(await AdmitToVault.Handle(person, Work), "/app/vault?admitted=true", Show);

    private async Task<IActionResult> Show()
    {
        Vault = await ReadVault.Handle(Work);
        return Page();
    }
}
