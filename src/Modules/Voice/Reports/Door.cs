using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using OpenIlm.Sealing;

namespace OpenIlm.Voice;

/// <summary>What the use cases of the worker's door share.</summary>
public sealed record Door(ReceiptDoor Receipts, IntakeGuard Guard, Dossiers Dossiers, Keystore Keystore, ICaseFiles Cases, IDirectory Directory, IServices Services,
    InstallationSecrets Secrets, VoiceOptions Options, WorkFactory Works, ICaseGlance Glance, Kit.ITexts Texts)
{
    /// <summary>This node could not promise to keep what it takes.</summary>
    public sealed record NotDurable() : Refusal("intake.not-durable");
    /// <summary>Nobody, or one person alone, could open what is taken: one lost passphrase would lose it.</summary>
    public sealed record VaultNeedsTwoMembers() : Refusal("intake.vault-needs-two-members");
    /// <summary>The organization does not take contacts through this channel now.</summary>
    public sealed record ChannelClosed() : Refusal("intake.channel-closed");
    /// <summary>No such channel.</summary>
    public sealed record ChannelUnknown() : Refusal("channel.unknown");

    /// <summary>Every reason why nothing can be taken for the vault now.</summary>
    public IEnumerable<Refusal> WhyNotTake(VaultDoor? vault)
    {
        if (!Guard.Open) yield return new NotDurable();
        if (vault is null || vault.Holders < 2) yield return new VaultNeedsTwoMembers();
    }
}
