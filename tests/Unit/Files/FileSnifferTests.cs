using System.Text;
using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Tests.Unit.Files;

/// <summary>What a file is, by its bytes (security tests 32, 33 and 37).</summary>
public sealed class FileSnifferTests
{
    public static TheoryData<string, byte[], FileMedia> Taken => new()
    {
        { "photo.jpg", [0xFF, 0xD8, 0xFF, 0xE0, .. new byte[64]], FileMedia.Jpeg },
        { "scan.png", SampleFiles.Png(8, 8), FileMedia.Png },
        { "p.webp", [.. "RIFF"u8, 0, 0, 0, 0, .. "WEBPVP8X"u8, .. new byte[24]], FileMedia.Webp },
        { "IMG_1.HEIC", [0, 0, 0, 24, .. "ftypheic"u8, .. new byte[32]], FileMedia.Heic },
        { "slip.pdf", SampleFiles.Pdf("a"), FileMedia.Pdf },
        { "voice.m4a", SampleFiles.M4a("here"), FileMedia.M4a },
        { "voice.mp3", SampleFiles.Mp3("a"), FileMedia.Mp3 },
        { "voice.mp3", [0xFF, 0xFB, 0x90, 0x00, .. new byte[64]], FileMedia.Mp3 },
        { "PTT-1.opus", [.. "OggS"u8, .. new byte[22], 1, 19, .. "OpusHead"u8, .. new byte[16]], FileMedia.Ogg },
        { "rec.amr", SampleFiles.Amr(), FileMedia.Amr },
        { "film.mp4", SampleFiles.M4a("here", brand: "isom"), FileMedia.Mp4 },
        { "", SampleFiles.Png(8, 8), FileMedia.Png },
        { "no ending", SampleFiles.Png(8, 8), FileMedia.Png },
        // Messengers name one kind of picture by another's ending; that harms nobody.
        { "photo.png", [0xFF, 0xD8, 0xFF, 0xE0, .. new byte[64]], FileMedia.Jpeg },
        { "../../etc/passwd\0.jpg", [0xFF, 0xD8, 0xFF, 0xE0, .. new byte[64]], FileMedia.Jpeg },
    };

    [Theory]
    [MemberData(nameof(Taken))]
    public void What_people_send_is_known(string name, byte[] head, FileMedia media) => FileSniffer.Judge(head, name, null).Value!.Media.ShouldBe(media);

    [Theory]
    [InlineData("application/zip", "PK\u0003\u0004")]
    [InlineData("a page", "<!doctype html><html>")]
    [InlineData("svg", "<svg xmlns=\"http://www.w3.org/2000/svg\">")]
    [InlineData("xml", "<?xml version=\"1.0\"?><svg/>")]
    [InlineData("gif", "GIF89a")]
    [InlineData("gzip", "\u001f\u008b\u0008")]
    [InlineData("rar", "Rar!\u001a\u0007")]
    [InlineData("word", "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1")]
    [InlineData("a program", "MZ\u0090")]
    [InlineData("a program", "\u007fELF")]
    [InlineData("a script", "#!/bin/sh")]
    [InlineData("wave", "RIFF\u0000\u0000\u0000\u0000WAVEfmt ")]
    [InlineData("a document that begins later", "\n%PDF-1.4")]
    [InlineData("text", "hello")]
    public void Everything_else_is_refused(string what, string bytes) =>
        FileSniffer.Judge([.. Encoding.Latin1.GetBytes(bytes), .. new byte[32]], null, "image/jpeg").Refusals.Single().Code.ShouldBe("file.not-taken", what);

    [Fact]
    public void Film_without_sound_brands_and_quicktime_are_told_apart()
    {
        FileSniffer.Of([0, 0, 0, 20, .. "ftypqt  "u8, .. new byte[32]]).ShouldBeNull("QuickTime carries places in tracks of its own");
        FileSniffer.Of([0, 1, 0, 0, .. "ftypisom"u8, .. new byte[32]]).ShouldBeNull("a giant first box");
        FileSniffer.Of(SampleFiles.M4a("x", brand: "3gp4"), "audio/3gpp").ShouldBe(FileMedia.M4a, "the sender says that it is sound");
        FileSniffer.Of([.. "OggS"u8, .. new byte[22], 1, 30, .. "\x80theora"u8, .. new byte[16]]).ShouldBeNull("film in Ogg");
    }

    [Theory]
    [InlineData("page.html")]
    [InlineData("picture.jpg.exe")]
    [InlineData("macro.docm")]
    [InlineData("voice.mp3")]
    public void A_name_that_promises_another_kind_is_refused(string name) =>
        FileSniffer.Judge(SampleFiles.Png(8, 8), name, null).Refusals.Single().Code.ShouldBe("file.other-than-its-name");

    [Fact]
    public void A_picture_of_more_than_fifty_million_points_is_refused_by_its_head()
    {
        FileSniffer.Judge(SampleFiles.PngThatSays(10_000, 5_000), null, null).IsDone.ShouldBeTrue("fifty million exactly");
        var refusal = FileSniffer.Judge(SampleFiles.PngThatSays(10_000, 5_010), null, null).Refusals.Single();
        (refusal.Code, ((BadInput)refusal).Limit).ShouldBe(("file.too-many-pixels", (object)50));
        FileSniffer.Judge(SampleFiles.PngThatSays(int.MaxValue, int.MaxValue), null, null).Refusals.Single().Code.ShouldBe("file.too-many-pixels", "no overflow");
        FileSniffer.Judge([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], null, null).IsDone.ShouldBeFalse("unsigned");
    }

    [Fact]
    public void Sizes_are_read_from_every_picture()
    {
        FileSniffer.Size(FileMedia.Jpeg, [0xFF, 0xD8, 0xFF, 0xE1, 0, 6, 1, 2, 3, 4, 0xFF, 0xC0, 0, 17, 8, 0x10, 0x00, 0x20, 0x00, 3, 0, 0, 0]).ShouldBe((0x2000, 0x1000));
        FileSniffer.Size(FileMedia.Jpeg, [0xFF, 0xD8, 0xFF, 0xE1, 0xFF, 0xFF, .. new byte[100]]).ShouldBeNull("said later than in the head");
        FileSniffer.Size(FileMedia.Webp, [.. "RIFF\0\0\0\0WEBPVP8X"u8, .. new byte[8], 0xFF, 0x0F, 0, 0xFF, 0x07, 0]).ShouldBe((4096, 2048));
        FileSniffer.Size(FileMedia.Heic, [0, 0, 0, 24, .. "ftypheic"u8, .. new byte[8], 0, 0, 0, 20, .. "ispe"u8, 0, 0, 0, 0, 0, 0, 0x0F, 0xC0, 0, 0, 0x0B, 0xD0]).ShouldBe((4032, 3024));
    }

    [Fact]
    public void No_bytes_at_all_break_it()
    {
        var bytes = new byte[600];
        for (var seed = 0; seed < 4000; seed++)
        {
            System.Security.Cryptography.RandomNumberGenerator.Fill(bytes);
            byte[][] beginnings = [[0xFF, 0xD8, 0xFF], [0, 0, 0, 24, .. "ftypheic"u8], [.. "RIFF\0\0\0\0WEBPVP8L"u8], [.. "OggS"u8], [.. "RIFF\0\0\0\0WEBPVP8 "u8]];
            byte[] file = [.. beginnings[seed % beginnings.Length], .. bytes[..(seed % 600)]];
            Should.NotThrow(() => FileSniffer.Judge(file, "x.jpg", "image/jpeg"));
        }
    }
}
