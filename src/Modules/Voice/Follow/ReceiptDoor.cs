using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Sealing;

namespace OpenIlm.Voice;

/// <summary>
/// From the receipt to the contact. Mistyped digits are told at once and cost nothing. Unknown, erased and closed by the worker take
/// the same way: one Argon2, the same queries, the same answer (security tests 7 and 8).
/// </summary>
public sealed class ReceiptDoor(Argon2Gate gate, InstallationSecrets secrets, Keystore keystore)
{
    /// <summary>Reads a receipt as typed; the refusal says which mistake it is.</summary>
    public static bool TryRead(string? typed, out Receipt receipt, [NotNullWhen(false)] out Refusal? fault)
    {
        fault = Receipt.TryRead(typed, out receipt, out var why) ? null : new BadInput(why switch
        {
            ReceiptFault.Empty => "receipt.empty",
            ReceiptFault.WrongLength => "receipt.wrong-length",
            ReceiptFault.NotDigits => "receipt.not-digits",
            _ => "receipt.wrong-check-digits",
        }, "receipt");
        return fault is null;
    }

    /// <summary>The keys that the receipt gives; null when too many wait for theirs.</summary>
    public async Task<ReceiptKeys?> Keys(Receipt receipt, CancellationToken cancelled) =>
        await gate.TryDerive(receipt.ToSecret(), secrets.SystemSalt, cancelled) is { } ikm ? ReceiptKeys.From(ikm, secrets) : null;

    /// <summary>The contact with this lookup, also when the worker closed it; null when unknown or erased.</summary>
    public async Task<FoundContact?> Find(ReceiptKeys keys, Work work)
    {
        var place = await work.FirstOrNone<Place>("select id, org_id from voice.by_receipt($1)", keys.Lookup);
        // A miss asks the same questions about nobody, so that it takes as long as a hit.
        var (id, organization) = (place?.Id ?? Guid.NewGuid(), place?.OrgId ?? Guid.NewGuid());
        await work.ActAnonymously(organization);
        var row = await work.FirstOrNone<ContactRow>("""
            select id, org_id, dossier_id, channel_id, language, country, received_on, case_id, reply_pub, reply_sk_wrapped, first_text_hash, closed_by_worker
              from voice.contact where id = $1
            """, id);
        var erasure = await keystore.Find(row?.DossierId ?? Guid.NewGuid(), work.Cancelled);
        return row is null || erasure is null ? null : new FoundContact(row, keys, erasure);
    }

    /// <summary>Opens the channel for an act of the worker: refused for mistyped digits, busy, or missing for every other reason.</summary>
    public async Task<Outcome<FoundContact>> Open(string? typed, Work work)
    {
        if (!TryRead(typed, out var receipt, out var fault)) return Outcome<FoundContact>.Refused(fault);
        if (await Keys(receipt, work.Cancelled) is not { } keys) return Outcome<FoundContact>.Busy;
        return await Find(keys, work) is { Row.ClosedByWorker: false } found ? found : Outcome<FoundContact>.Missing;
    }

    private sealed record Place(Guid Id, Guid OrgId);
}

/// <summary>The contact's row as the worker's door needs it.</summary>
public sealed record ContactRow(Guid Id, Guid OrgId, Guid DossierId, Guid? ChannelId, string Language, string? Country, DateOnly ReceivedOn, Guid CaseId,
    byte[]? ReplyPub, byte[]? ReplySkWrapped, byte[]? FirstTextHash, bool ClosedByWorker);

/// <summary>A contact whose receipt was shown, for the length of one request.</summary>
public sealed class FoundContact(ContactRow row, ReceiptKeys keys, byte[] erasureKey)
{
    private KeyPair? reply;

    /// <summary>Its row.</summary>
    public ContactRow Row => row;
    /// <summary>The erasure key: everything of the dossier stands inside it.</summary>
    public byte[] ErasureKey => erasureKey;
    /// <summary>The pair that opens what was sealed to the worker.</summary>
    public KeyPair Reply => reply ??= ReplyKey.Open(erasureKey, keys.Kek(row.Id), row.ReplySkWrapped!, row.Id, row.DossierId);

    /// <summary>Tells two texts apart without keeping either: only whoever holds the receipt can compute it, so a stolen database has nothing to test guesses against.</summary>
    /// <param name="purpose">What the text was sent as; the same words as something else are another thing.</param>
    /// <param name="text">The text.</param>
    public byte[] Mark(string purpose, string text) => Mark(keys, row.Id, purpose, text);

    /// <summary>As <see cref="Mark(string, string)"/>, for a contact that is only being made.</summary>
    public static byte[] Mark(ReceiptKeys keys, Guid contact, string purpose, string text)
    {
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, keys.Kek(contact), 32, [], "text-mark/v1"u8.ToArray());
        return HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{purpose}|{text}"));
    }
}
