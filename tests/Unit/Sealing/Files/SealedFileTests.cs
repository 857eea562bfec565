using System.Security.Cryptography;
using OpenIlm.Sealing;

namespace OpenIlm.Tests.Unit.Sealing;

/// <summary>Files, sealed chunk by chunk (security design, section 2.3; security test 68): what was cut, moved, repeated, added or changed does not open.</summary>
public sealed class SealedFileTests
{
    private static readonly Aad place = new(SealedColumns.FileKeyI, TheHouse.Row, TheHouse.Dossier);
    private const int record = 12 + SealedFile.ChunkBytes + 16;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(SealedFile.ContentBytes - 1)]
    [InlineData(SealedFile.ContentBytes)]
    [InlineData(SealedFile.ContentBytes + 1)]
    [InlineData(3 * SealedFile.ContentBytes)]
    [InlineData(1_500_000)]
    public async Task What_was_sealed_opens_byte_for_byte(int length)
    {
        var content = RandomNumberGenerator.GetBytes(length);
        var body = await Seal(content);
        body.LongLength.ShouldBe(SealedFile.StoredBytes(SealedFile.Bucket(SealedFile.Chunks(length))));
        (await Open(body)).ShouldBe(content);
        await using var reader = new SealedFileReader(new MemoryStream(body), TheHouse.Key, place);
        (await reader.Check(default)).ShouldBe(length);
    }

    [Fact]
    public async Task Pieces_of_any_size_make_the_same_file()
    {
        var content = RandomNumberGenerator.GetBytes(300_000);
        using var body = new MemoryStream();
        using (var writer = new SealedFileWriter(body, TheHouse.Key, place))
        {
            for (var at = 0; at < content.Length; at += 7_919) await writer.Write(content.AsMemory(at, Math.Min(7_919, content.Length - at)), default);
            await writer.Finish(default);
        }
        (await Open(body.ToArray())).ShouldBe(content);
    }

    [Fact]
    public async Task A_file_that_was_cut_off_does_not_open()
    {
        var body = await Seal(RandomNumberGenerator.GetBytes(5 * SealedFile.ContentBytes));
        for (var chunks = 0; chunks < 5; chunks++) await Broken(body[..(1 + chunks * record)], $"cut after {chunks} chunks");
        foreach (var length in new[] { 0, 1, 2, record, body.Length - 1, body.Length - record + 1 }) await Broken(body[..length], $"cut to {length}");
    }

    [Fact]
    public async Task A_file_that_something_was_added_to_does_not_open()
    {
        var body = await Seal(RandomNumberGenerator.GetBytes(2 * SealedFile.ContentBytes));
        await Broken([.. body, 0], "a byte more");
        await Broken([.. body, .. body[^record..]], "the last chunk twice");
        await Broken([.. body, .. (await Seal([1, 2, 3]))[1..]], "another file behind it");
        await Broken([.. body[..(1 + record)], .. body[1..]], "the first chunk twice");
    }

    [Fact]
    public async Task Chunks_that_changed_places_do_not_open()
    {
        var body = await Seal(RandomNumberGenerator.GetBytes(4 * SealedFile.ContentBytes));
        byte[] Chunk(int i) => body[(1 + i * record)..(1 + (i + 1) * record)];
        for (var i = 0; i < 4; i++)
            for (var j = i + 1; j < 4; j++)
            {
                var order = Enumerable.Range(0, 4).ToArray();
                (order[i], order[j]) = (j, i);
                await Broken([body[0], .. order.SelectMany(Chunk)], $"{i} and {j} swapped");
            }
        await Broken([body[0], .. Chunk(0), .. Chunk(1), .. Chunk(3)], "one left out");
    }

    [Fact]
    public async Task Chunks_of_another_file_under_the_same_key_do_not_open()
    {
        var (one, other) = (await Seal(RandomNumberGenerator.GetBytes(3 * SealedFile.ContentBytes)), await Seal(RandomNumberGenerator.GetBytes(3 * SealedFile.ContentBytes), place with { Row = Guid.NewGuid() }));
        await Broken([.. one[..(1 + record)], .. other[(1 + record)..(1 + 2 * record)], .. one[(1 + 2 * record)..]], "the second chunk of another file");
    }

    [Fact]
    public async Task A_changed_byte_anywhere_is_found()
    {
        var body = await Seal(RandomNumberGenerator.GetBytes(2 * SealedFile.ContentBytes));
        foreach (var at in new[] { 0, 1, 12, 13, 5000, record, record + 1, body.Length - 17, body.Length - 1 })
        {
            var altered = body.ToArray();
            altered[at] ^= 0x01;
            await Broken(altered, $"byte {at}");
        }
    }

    [Fact]
    public async Task Another_key_row_dossier_or_tier_opens_nothing()
    {
        var body = await Seal([1, 2, 3]);
        async Task Fails(byte[] key, Aad where, string why) => await Should.ThrowAsync<SealBrokenException>(async () => { await using var reader = new SealedFileReader(new MemoryStream(body), key, where); await reader.Check(default); }, why);
        await Fails(TheHouse.ErasureKey, place, "another key");
        await Fails(TheHouse.Key, place with { Row = Guid.NewGuid() }, "another row");
        await Fails(TheHouse.Key, place with { Dossier = Guid.NewGuid() }, "another dossier");
        await Fails(TheHouse.Key, place with { Column = SealedColumns.FileKeyN }, "another tier");
    }

    [Fact]
    public void Sizes_are_steps_at_most_an_eighth_apart()
    {
        for (var chunks = 1; chunks < 2000; chunks++)
        {
            var bucket = SealedFile.Bucket(chunks);
            bucket.ShouldBeGreaterThanOrEqualTo(chunks);
            SealedFile.Bucket(bucket).ShouldBe(bucket, "a step is its own size");
            (bucket - chunks).ShouldBeLessThanOrEqualTo(chunks / 8);
        }
        Enumerable.Range(1, 401).Select(SealedFile.Bucket).Distinct().Count().ShouldBeLessThan(60, "few sizes");
    }

    [Fact]
    public async Task Files_of_nearly_the_same_length_look_alike_on_the_disk()
    {
        var (one, other) = (await Seal(new byte[1_500_000]), await Seal(new byte[1_510_000]));
        one.Length.ShouldBe(other.Length);
    }

    [Fact]
    public async Task A_key_of_another_length_is_no_key()
    {
        Should.Throw<ArgumentException>(() => new SealedFileWriter(Stream.Null, new byte[16], place));
        Should.Throw<ArgumentException>(() => new SealedFileReader(Stream.Null, new byte[31], place));
        await Broken([], "nothing at all");
    }

    private static async Task<byte[]> Seal(byte[] content, Aad? where = null)
    {
        using var body = new MemoryStream();
        using var writer = new SealedFileWriter(body, TheHouse.Key, where ?? place);
        await writer.Write(content, default);
        (await writer.Finish(default)).ShouldBe(writer.Chunks);
        return body.ToArray();
    }

    private static async Task<byte[]> Open(byte[] body)
    {
        await using var reader = new SealedFileReader(new MemoryStream(body), TheHouse.Key, place);
        using var content = new MemoryStream();
        await reader.CopyToAsync(content);
        return content.ToArray();
    }

    private static Task Broken(byte[] body, string why) => Should.ThrowAsync<SealBrokenException>(() => Open(body), why);
}
