using Microsoft.Extensions.DependencyInjection;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Tests.Architecture;

/// <summary>When somebody leaves, everything that is sealed to the vault is sealed anew. A column that nobody moves would stay open to the old key for ever,
/// so each sealed column is either moved by somebody or stands below with the reason why no vault opens it directly.</summary>
public sealed class VaultContentsTest(TestNetwork network)
{
    private static readonly Dictionary<SealedColumn, string> notToAVault = new()
    {
        [SealedColumns.Narrative] = "under the dossier's own key",
        [SealedColumns.Identity] = "under the dossier's own key",
        [SealedColumns.AffectedWorker] = "under the dossier's own key",
        [SealedColumns.ReplyKey] = "under the worker's receipt",
        [SealedColumns.MessageToWorker] = "to the worker's reply key",
        [SealedColumns.ShareContent] = "under the packet's key",
        [SealedColumns.Response] = "under the packet's key",
        [SealedColumns.ActionWhat] = "under the packet's key or the dossier's",
        [SealedColumns.ActionReport] = "under the packet's key or the dossier's",
        [SealedColumns.JoiningNote] = "under the packet's key",
        [SealedColumns.Inquiry] = "under the packet's key",
        [SealedColumns.InquiryAnswer] = "under the packet's key",
        [SealedColumns.Account] = "under the packet's key",
        [SealedColumns.AccountCopy] = "under the key of the buyer's packet",
        [SealedColumns.ReferralLetter] = "under the letter's key",
        [SealedColumns.ClaimToWorker] = "to the worker's reply key",
        [SealedColumns.ClaimToVault] = "under the dossier's own key",
        [SealedColumns.RenderingToWorker] = "to the worker's reply key",
        [SealedColumns.RenderingToVault] = "under the dossier's own key",
        [SealedColumns.QuestionToWorker] = "to the worker's reply key",
        [SealedColumns.QuestionToVault] = "under the dossier's own key",
        [SealedColumns.SafetyNote] = "under the dossier's own key",
        [SealedColumns.RetaliationText] = "under the dossier's own key",
        [SealedColumns.SafeguardHelper] = "under the dossier's own key",
        [SealedColumns.FileName] = "under the file's own key",
        [SealedColumns.SharedFileKey] = "under the packet's key",
        [SealedColumns.ErasureKey] = "under the store key",
        [SealedColumns.TotpSeed] = "under the installation",
        [SealedColumns.MailText] = "under the installation",
        [SealedColumns.GatewayCredentials] = "under the installation",
        [SealedColumns.ConversationOrder] = "under the routing key",
        [SealedColumns.RoutingKey] = "under the store key",
        [SealedColumns.Outbound] = "under the transport key", [SealedColumns.Medium] = "under the transport key",
        [SealedColumns.TransportKey] = "under the store key",
        [SealedColumns.Draft] = "to the person who types",
        [SealedColumns.CallbackWords] = "under the dossier's own key",
        [SealedColumns.PersonKey] = "under the passphrase",
        [SealedColumns.PersonKeyRecovery] = "under the printed code",
        [SealedColumns.SessionKey] = "under the session",
        [SealedColumns.VaultKey] = "the key itself, made anew for those who stay",
    };

    [Fact]
    public void Every_sealed_column_is_moved_when_the_key_changes_or_is_not_sealed_to_a_vault()
    {
        var moved = network.Services.GetServices<IVaultContents>().SelectMany(c => c.Columns).ToList();
        moved.Distinct().Count().ShouldBe(moved.Count, "two rooms move the same column");
        moved.Intersect(notToAVault.Keys).ShouldBeEmpty();
        SealedColumns.All.Except(moved).Except(notToAVault.Keys).ShouldBeEmpty("who seals these anew when somebody leaves?");
        notToAVault.Keys.Except(SealedColumns.All).ShouldBeEmpty();
    }
}
