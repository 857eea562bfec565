using System.Text;
using OpenIlm.Platform;

namespace OpenIlm.Tests.Unit.Files;

/// <summary>Sound and film without what tells of people (security tests 33 and 34).</summary>
public sealed class ScrubTests
{
    [Fact]
    public void A_recording_loses_place_device_and_time_and_keeps_its_sound()
    {
        var file = SampleFiles.M4a("Samut Sakhon");
        var cleaned = file.ToArray();
        Mp4Scrub.Clean(cleaned).ShouldBeTrue();
        cleaned.Length.ShouldBe(file.Length, "nothing moves");
        Encoding.Latin1.GetString(cleaned).ShouldNotContain("Samut");
        Encoding.Latin1.GetString(cleaned).ShouldNotContain("device");
        cleaned.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xE0, 1, 2, 3]).ShouldBe(-1, "when it was made");
        cleaned[^4096..].ShouldBe(file[^4096..], "the sound is as it was");
        FileSniffer.Of(cleaned).ShouldBe(FileMedia.M4a);
        var twice = cleaned.ToArray();
        Mp4Scrub.Clean(twice).ShouldBeTrue();
        twice.ShouldBe(cleaned);
    }

    [Fact]
    public void A_track_that_is_neither_sound_nor_picture_is_not_let_through() => Mp4Scrub.Clean(SampleFiles.M4a("Samut Sakhon", handler: "meta")).ShouldBeFalse();

    [Fact]
    public void Broken_boxes_are_refused_at_once()
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        byte[] whole = SampleFiles.M4a("x");
        Mp4Scrub.Clean([.. whole, 0xFF, 0xFF, 0xFF, 0xFF, .. "mdat"u8]).ShouldBeFalse("a box larger than the file");
        Mp4Scrub.Clean([.. whole, 0, 0, 0, 4, .. "free"u8]).ShouldBeFalse("a box smaller than its head");
        Mp4Scrub.Clean([.. whole, 0, 0, 0, 1, .. "mdat"u8, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]).ShouldBeFalse("a giant of 64 bits");
        var deep = SampleFiles.Box("free");
        for (var i = 0; i < 2000; i++) deep = SampleFiles.Box("moov", deep);
        Mp4Scrub.Clean(deep).ShouldBeFalse("boxes in boxes without end");
        Mp4Scrub.Clean([]).ShouldBeFalse();
        for (var length = 0; length < whole.Length; length += 13) Mp4Scrub.Clean(whole[..length]).ShouldBeFalse($"cut to {length}");
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1), "it ends");
    }

    [Fact]
    public void Of_a_simple_recording_frames_stay_and_nothing_else()
    {
        var sound = SampleFiles.Amr(20);
        AmrScrub.Clean(sound).ShouldBe(sound.Length);
        AmrScrub.Clean([.. sound, .. "GPS 13.7 100.5"u8]).ShouldBe(sound.Length, "what hangs behind is dropped");
        AmrScrub.Clean([.. "#!AMR\n"u8, .. "GPS 13.7 100.5"u8]).ShouldBe(0);
        AmrScrub.Clean("#!AMR\n"u8).ShouldBe(0);
    }

    [Theory]
    [InlineData("stream: OK", ScanEnd.Clean)]
    [InlineData("stream: Eicar-Test-Signature FOUND", ScanEnd.Infected)]
    [InlineData("INSTREAM size limit exceeded. ERROR", ScanEnd.Away)]
    [InlineData("", ScanEnd.Away)]
    [InlineData("stream: OK but not quite", ScanEnd.Away)]
    public void A_scanner_that_says_nothing_clear_said_nothing(string answer, ScanEnd end) => MalwareScanner.Read(answer).ShouldBe(end);

    [Theory]
    [InlineData(false, FileScan.Clean, FileCleaning.Cleaned, true, FileState.Cleaned)]
    [InlineData(false, FileScan.Clean, FileCleaning.Waiting, true, FileState.Waiting)]
    [InlineData(false, FileScan.Clean, FileCleaning.Failed, true, FileState.Uncleaned)]
    [InlineData(false, FileScan.Unscanned, FileCleaning.Cleaned, true, FileState.Unscanned)]
    [InlineData(false, FileScan.Unscanned, FileCleaning.Cleaned, false, FileState.Cleaned)]
    [InlineData(false, FileScan.Unscanned, FileCleaning.Waiting, false, FileState.Waiting)]
    [InlineData(false, FileScan.Infected, FileCleaning.Cleaned, false, FileState.Quarantined)]
    [InlineData(false, FileScan.Infected, FileCleaning.Waiting, true, FileState.Quarantined)]
    [InlineData(true, FileScan.Infected, FileCleaning.Waiting, true, FileState.Removed)]
    public void A_file_stands_as_the_table_says(bool removed, FileScan scan, FileCleaning cleaning, bool asked, FileState state) => StoredFile.StateOf(removed, scan, cleaning, asked).ShouldBe(state);
}
