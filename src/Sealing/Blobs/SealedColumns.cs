using System.Reflection;

namespace OpenIlm.Sealing;

/// <summary>A database column that holds sealed data. Its names are part of what the seal covers, so renaming one breaks old rows.</summary>
/// <param name="Table">Schema and table, ASCII.</param>
/// <param name="Column">Column, ASCII.</param>
/// <param name="Tier">n narrative, i identity, p packet, c secret (security, 2.1).</param>
public sealed record SealedColumn(string Table, string Column, string Tier);

/// <summary>Every column that holds sealed data. A column that is not here has no contract and must not be sealed into.</summary>
public static class SealedColumns
{
    /// <summary>The narrative key of a dossier, wrapped for a vault.</summary>
    public static readonly SealedColumn DossierKeyN = new("dossier.key", "wrap", "n");

    /// <summary>The identity key of a dossier, wrapped for a vault.</summary>
    public static readonly SealedColumn DossierKeyI = new("dossier.key", "wrap", "i");

    /// <summary>Free text of a dossier.</summary>
    public static readonly SealedColumn Narrative = new("dossier.narrative", "ct", "n");

    /// <summary>Name, phone, documents and contact safety notes of a worker.</summary>
    public static readonly SealedColumn Identity = new("identity.person", "ct", "i");

    /// <summary>Name, number and notes of a worker in the ledger of a collective issue.</summary>
    public static readonly SealedColumn AffectedWorker = new("identity.affected_worker", "ct", "i");

    /// <summary>The private half of a worker's reply channel.</summary>
    public static readonly SealedColumn ReplyKey = new("voice.contact", "reply_sk_wrapped", "c");

    /// <summary>A message, as the vault reads it.</summary>
    public static readonly SealedColumn MessageToVault = new("voice.message", "ct_for_vault", "n");

    /// <summary>A message, as the worker reads it.</summary>
    public static readonly SealedColumn MessageToWorker = new("voice.message", "ct_for_worker", "n");

    /// <summary>What a disclosure packet tells a business.</summary>
    public static readonly SealedColumn ShareContent = new("cases.share", "ct", "p");

    /// <summary>The key of a packet, wrapped for a vault.</summary>
    public static readonly SealedColumn PacketKey = new("cases.packet_key", "wrap", "p");

    /// <summary>What a business answered.</summary>
    public static readonly SealedColumn Response = new("cases.response", "ct", "p");

    /// <summary>What a business undertakes to do.</summary>
    public static readonly SealedColumn ActionWhat = new("cases.action", "ct", "p");

    /// <summary>What a business says it did.</summary>
    public static readonly SealedColumn ActionReport = new("cases.action", "report_ct", "p");

    /// <summary>What a buyer writes to whoever runs the case when it joins the remediation.</summary>
    public static readonly SealedColumn JoiningNote = new("cases.joining", "note_ct", "p");

    /// <summary>What a business asks about a packet.</summary>
    public static readonly SealedColumn Inquiry = new("cases.inquiry", "ct", "p");

    /// <summary>What it is answered.</summary>
    public static readonly SealedColumn InquiryAnswer = new("cases.inquiry", "answer_ct", "p");

    /// <summary>A business's own account of a matter.</summary>
    public static readonly SealedColumn Account = new("cases.account", "ct", "p");

    /// <summary>That account as a buyer reads it.</summary>
    public static readonly SealedColumn AccountCopy = new("cases.account_copy", "ct", "p");

    /// <summary>What the letter of a referral tells.</summary>
    public static readonly SealedColumn ReferralLetter = new("cases.referral_letter", "ct", "p");

    /// <summary>The key of a letter, wrapped for a vault.</summary>
    public static readonly SealedColumn ReferralKey = new("cases.referral_key", "wrap", "p");

    /// <summary>A claim of remedy, as the worker reads it.</summary>
    public static readonly SealedColumn ClaimToWorker = new("cases.claim", "ct_for_worker", "n");

    /// <summary>A claim of remedy, as the vault reads it.</summary>
    public static readonly SealedColumn ClaimToVault = new("cases.claim", "ct_for_vault", "n");

    /// <summary>A packet before it goes, as the worker reads it.</summary>
    public static readonly SealedColumn RenderingToWorker = new("cases.rendering", "ct_for_worker", "n");

    /// <summary>A packet as it was shown to the worker, as the vault reads it.</summary>
    public static readonly SealedColumn RenderingToVault = new("cases.rendering", "ct_for_vault", "n");

    /// <summary>A free question, as the worker reads it.</summary>
    public static readonly SealedColumn QuestionToWorker = new("cases.question", "ct_for_worker", "n");

    /// <summary>A free question, as the vault reads it.</summary>
    public static readonly SealedColumn QuestionToVault = new("cases.question", "ct_for_vault", "n");

    /// <summary>The worker's words at validation.</summary>
    public static readonly SealedColumn ValidationText = new("cases.validation", "ct", "n");

    /// <summary>The note of a safety review.</summary>
    public static readonly SealedColumn SafetyNote = new("cases.safety_review", "ct", "n");

    /// <summary>A report of retaliation.</summary>
    public static readonly SealedColumn RetaliationText = new("cases.retaliation_report", "ct", "n");

    /// <summary>Who a helper is that a measure protects.</summary>
    public static readonly SealedColumn SafeguardHelper = new("cases.safeguard", "helper_ct", "n");

    /// <summary>The erasure key of a dossier, wrapped by the store key.</summary>
    public static readonly SealedColumn ErasureKey = new("keystore.erasure_key", "wrapped", "c");

    /// <summary>A person's authenticator seed.</summary>
    public static readonly SealedColumn TotpSeed = new("access.person", "totp_wrapped", "c");

    /// <summary>A person's private key under the password.</summary>
    public static readonly SealedColumn PersonKey = new("access.person", "sk_by_password", "c");

    /// <summary>A person's private key under the printed recovery code.</summary>
    public static readonly SealedColumn PersonKeyRecovery = new("access.person", "sk_by_recovery", "c");

    /// <summary>A person's private key under the session's secret.</summary>
    public static readonly SealedColumn SessionKey = new("access.session", "sk_wrapped", "c");

    /// <summary>A vault's private key, sealed to a member or to the recovery.</summary>
    public static readonly SealedColumn VaultKey = new("access.vault_key", "sealed_sk", "c");

    /// <summary>What somebody typed and did not send yet, as that person alone reads it.</summary>
    public static readonly SealedColumn Draft = new("platform.draft", "ct", "i");

    /// <summary>When and how a worker wishes to be called back.</summary>
    public static readonly SealedColumn CallbackWords = new("voice.callback", "ct", "n");

    /// <summary>The words of an outgoing mail that waits, under a key of the installation: it may carry a link that opens an account.</summary>
    public static readonly SealedColumn MailText = new("platform.mail", "text_ct", "c");

    /// <summary>What the program needs to speak with a messaging provider, under a key of the installation.</summary>
    public static readonly SealedColumn GatewayCredentials = new("voice.gateway", "credentials_ct", "c");

    /// <summary>When the last messages of a conversation were sent, under its routing key.</summary>
    public static readonly SealedColumn ConversationOrder = new("voice.conversation", "order_ct", "c");

    /// <summary>The number of somebody who asked not to be written to, sealed to the vault.</summary>
    public static readonly SealedColumn StopSender = new("voice.stop", "ct", "i");

    /// <summary>Number and words of a message that waits to go out, under its transport key.</summary>
    public static readonly SealedColumn Outbound = new("voice.outbound", "ct", "c");

    /// <summary>Where a picture, voice message or file is that is still with a messaging provider, under its transport key.</summary>
    public static readonly SealedColumn Medium = new("voice.medium", "ct", "c");

    /// <summary>The key of one outgoing message, wrapped by the store key.</summary>
    public static readonly SealedColumn TransportKey = new("keystore.transport_key", "wrapped", "c");

    /// <summary>The key that finds conversations for some hours, wrapped by the store key.</summary>
    public static readonly SealedColumn RoutingKey = new("keystore.routing_key", "wrapped", "c");

    /// <summary>The key of the original of a file that somebody gave, wrapped for a vault. The sealed file itself is bound to the same place.</summary>
    public static readonly SealedColumn FileKeyI = new("dossier.file", "wrap_i", "i");

    /// <summary>The key of the cleaned copy of a file, wrapped for a vault. The sealed copy itself is bound to the same place.</summary>
    public static readonly SealedColumn FileKeyN = new("dossier.file", "wrap_n", "n");

    /// <summary>The name that a colleague or a business gave a file, under the key of its cleaned copy.</summary>
    public static readonly SealedColumn FileName = new("dossier.file", "name_ct", "n");

    /// <summary>The key of a cleaned copy, under the key of a packet.</summary>
    public static readonly SealedColumn SharedFileKey = new("cases.share_file", "key_ct", "p");

    /// <summary>All of the above, found by reflection so that none is forgotten.</summary>
    public static IReadOnlyList<SealedColumn> All { get; } =
    [
        .. typeof(SealedColumns).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(f => f.FieldType == typeof(SealedColumn)).Select(f => (SealedColumn)f.GetValue(null)!),
    ];
}
