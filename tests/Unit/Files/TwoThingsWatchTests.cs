using System.Security.Cryptography;
using System.Text;
using OpenIlm.Platform;

namespace OpenIlm.Tests.Unit.Files;

/// <summary>A picture that is a page, a script or an archive as well (security test 32).</summary>
public sealed class TwoThingsWatchTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<ScRiPt src=x>")]
    [InlineData("<!DOCTYPE html>")]
    [InlineData("<iframe src=x>")]
    public void A_page_is_found_wherever_it_stands_and_however_it_comes(string page)
    {
        var word = Encoding.ASCII.GetBytes(page);
        foreach (var at in new[] { 0, 1, 63, 64, 1000, 65_530, 200_000 })
        {
            var file = Noise(300_000);
            word.CopyTo(file, at);
            foreach (var piece in new[] { 1, 7, 16, 17, 4096, 300_000 })
                if (piece > 1 || at < 2000) See(FileMedia.Jpeg, file, piece).ShouldBeTrue($"{page} at {at} in pieces of {piece}");
        }
    }

    [Theory]
    [InlineData("<html>", 100)]
    [InlineData("<svg ", 2000)]
    [InlineData("<?php", 4000)]
    [InlineData("<body", 299_000)]
    public void Short_words_count_where_they_would_work(string word, int at)
    {
        var file = Noise(300_000);
        Encoding.ASCII.GetBytes(word).CopyTo(file, at);
        See(FileMedia.Jpeg, file, 8192).ShouldBeTrue();
    }

    [Fact]
    public void An_archive_behind_a_picture_or_a_document_is_found()
    {
        byte[] end = [.. "PK\x05\x06"u8, .. new byte[18]];
        See(FileMedia.Png, [.. Noise(100_000), .. end], 8192).ShouldBeTrue();
        See(FileMedia.Pdf, [.. Noise(100_000), .. end, .. new byte[60_000]], 8192).ShouldBeTrue("with a comment behind it");
        See(FileMedia.Png, [.. end, .. Noise(100_000)], 8192).ShouldBeFalse("far from the end it is chance");
    }

    [Fact]
    public void Pages_of_a_document_may_carry_forms_because_they_are_drawn_anew() =>
        See(FileMedia.Pdf, [.. "%PDF-1.4 "u8, .. "<script>"u8, .. Noise(1000)], 64).ShouldBeFalse();

    [Fact]
    public void Photographs_and_recordings_pass()
    {
        for (var i = 0; i < 40; i++) See(FileMedia.Jpeg, Noise(500_000), 65_532).ShouldBeFalse();
        See(FileMedia.Jpeg, [.. "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF>"u8, .. Noise(5000)], 64).ShouldBeFalse("what cameras write");
    }

    private static byte[] Noise(int length) => [.. RandomNumberGenerator.GetBytes(length).Select(b => b == '<' || b == 'P' ? (byte)0 : b)];

    private static bool See(FileMedia media, byte[] file, int piece)
    {
        var watch = new TwoThingsWatch(media);
        for (var at = 0; at < file.Length; at += piece) watch.See(file.AsSpan(at, Math.Min(piece, file.Length - at)));
        return watch.End();
    }
}
