using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Voice;

/// <summary>
/// Files of a letter, handed over by the mail server one by one after the letter. Signed before the first byte is read: the signature is over the letter's id and the digest of the
/// file, and what does not have that digest is thrown away.
/// </summary>
public sealed class LetterFiles(Gateways gateways, Messenger messenger, IMediaIntake media, ICaseFiles cases, WorkFactory works)
{
    /// <summary>Takes one.</summary>
    /// <param name="id">The account that the address names.</param>
    /// <param name="header">Reads a header; null when absent.</param>
    /// <param name="type">The media type that the letter says.</param>
    /// <param name="body">The file.</param>
    /// <param name="cancelled">The mail server went away.</param>
    public async Task<DeliveryEnd> Take(Guid id, Func<string, string?> header, string? type, Stream body, CancellationToken cancelled)
    {
        try
        {
            GatewayAccount account;
            Guid contact;
            var (letter, digest) = (header("X-OpenILM-Letter") ?? "", header("X-OpenILM-Digest") ?? "");
            await using (var work = works.Begin(cancelled))
            {
                if (await gateways.Named(work, id) is not { Provider: GatewayProvider.Email } found || digest.Length != 64 || !digest.All(char.IsAsciiHexDigitLower)
                    || !Email.IsGenuine(found, header, Encoding.UTF8.GetBytes($"{letter}.{digest}"), work.Now)) return DeliveryEnd.NoDoor;
                account = found;
                await work.ActAnonymously(account.OrganizationId);
                if (await work.FirstOrNone<Guid?>("select contact_id from voice.gateway_event where org_id = access.org() and id_hash = $1", messenger.HashOf(account, letter)) is not { } hers) return DeliveryEnd.NoDoor;
                contact = hers;
            }
            var outcome = await media.Take(new IncomingMedia(account.OrganizationId, contact, new DigestedStream(body, digest), type, null, $"{letter}|{digest}"), cancelled);
            if (outcome.IsDone) return DeliveryEnd.Taken;
            if (MediaEnds.MayComeAgain(outcome)) return DeliveryEnd.ComeAgain;
            await using var telling = works.Begin(cancelled);
            await telling.ActAsSystem(account.OrganizationId);
            await cases.FileNotTaken(telling, contact, "document", outcome.Refusals[0].Code);
            telling.Audit("medium.refused", "contact", contact, new { fault = outcome.Refusals[0].Code });
            await telling.Commit();
            return DeliveryEnd.Taken;
        }
        catch (Exception away) when (Away.Is(away)) { return DeliveryEnd.ComeAgain; }
    }

    /// <summary>The same as a request.</summary>
    internal static async Task<IResult> Take(Guid id, HttpContext http, LetterFiles files) =>
        await files.Take(id, name => http.Request.Headers[name].ToString() is { Length: > 0 } value ? value : null, http.Request.ContentType, http.Request.Body, http.RequestAborted) switch
        {
            DeliveryEnd.Taken => Results.Ok(),
            DeliveryEnd.ComeAgain => new Webhooks.ComeAgain(),
            _ => Results.NotFound(),
        };

    // What was promised by its digest and is not that, breaks off before it is kept.
    private sealed class DigestedStream(Stream inner, string expected) : Stream
    {
        private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await inner.ReadAsync(buffer, cancellationToken);
            if (read > 0) hash.AppendData(buffer.Span[..read]);
            else if (buffer.Length > 0 && Convert.ToHexStringLower(hash.GetCurrentHash()) != expected) throw new IOException("Not the file that was signed.");
            return read;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) hash.Dispose();
            base.Dispose(disposing);
        }
    }
}

/// <summary>What the end of taking a medium means for whoever hands it over.</summary>
internal static class MediaEnds
{
    /// <summary>Whether the same file may be taken later: nothing is wrong with it.</summary>
    public static bool MayComeAgain(Outcome<MediaTaken> outcome) => outcome.Refusals.Count == 0 || outcome.Refusals.Any(r => r is Door.NotDurable or FileRefusals.NoRoom || r.Code == FileRefusals.CutOff().Code);
}
