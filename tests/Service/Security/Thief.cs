using System.Text;
using OpenIlm.Sealing;

namespace OpenIlm.Tests.Service;

/// <summary>A sealed thing with the place that it is bound to: what somebody who stole it would try to open.</summary>
public sealed record Loot(SealedColumn Column, byte[] Bytes, Aad Place);

/// <summary>Somebody with a stolen set. Tries every key on every sealed thing, every private half on every box, takes each key that falls out, and
/// goes on until nothing more opens.</summary>
public sealed class Thief
{
    private const int EnvelopeHead = Blob.Overhead + SealedBox.Overhead + 32;
    private readonly List<byte[]> keys = [];
    private readonly HashSet<string> known = [];
    private readonly List<(byte[] Bytes, Aad Place)> shut = [];
    private readonly HashSet<string> seen = [];

    /// <summary>Everything that was opened, as text.</summary>
    public List<string> Opened { get; } = [];
    public int Tries { get; private set; }

    public Thief Takes(IEnumerable<Loot> things)
    {
        foreach (var thing in things)
        {
            Put(thing.Bytes, thing.Place);
            // A message is a sealed key followed by what it seals.
            if (thing.Bytes.Length > EnvelopeHead + Blob.Overhead)
            {
                Put(thing.Bytes[..EnvelopeHead], thing.Place);
                Put(thing.Bytes[EnvelopeHead..], thing.Place);
            }
        }
        return this;
    }

    public Thief Takes(params IEnumerable<byte[]> candidates)
    {
        foreach (var key in candidates) Learn(key);
        return this;
    }

    /// <summary>Works until nothing more opens.</summary>
    public Thief Works()
    {
        // Each key meets each thing once, also those that come later.
        for (var tried = new HashSet<(int, int)>(); ;)
        {
            var before = (keys.Count, shut.Count);
            for (var k = 0; k < keys.Count; k++)
                for (var t = 0; t < shut.Count; t++)
                    if (tried.Add((k, t))) Try(keys[k], shut[t].Bytes, shut[t].Place);
            if (before == (keys.Count, shut.Count)) return this;
        }
    }

    private void Try(byte[] key, byte[] bytes, Aad place)
    {
        Tries++;
        if (bytes.Length > 0 && bytes[0] == 1)
            try { Out(Blob.Open(key, bytes, place), place); }
            catch (SealBrokenException) { }
        if (bytes.Length is > SealedBox.Overhead and < 400)
            try { Out(SealedBox.Open(KeyPair.FromPrivate(key), bytes), place); }
            catch (SealBrokenException) { }
    }

    private void Out(byte[] content, Aad place)
    {
        Opened.Add(Encoding.UTF8.GetString(content));
        if (content.Length >= 32) Learn(content[..32]);
        Put(content, place);
    }

    private void Learn(byte[] key)
    {
        if (key.Length == 32 && known.Add(Convert.ToHexString(key))) keys.Add(key);
    }

    private void Put(byte[] bytes, Aad place)
    {
        if (bytes.Length > 32 && seen.Add(Convert.ToHexString(bytes) + place)) shut.Add((bytes, place));
    }
}
