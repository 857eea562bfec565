using OpenIlm.Cases;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Voice;

namespace OpenIlm.Tests.Unit.Files;

/// <summary>How many, how large, and what may go to a business.</summary>
public sealed class FileLimitTests
{
    private static readonly int largest = OpenIlm.Sealing.SealedFile.Bucket(OpenIlm.Sealing.SealedFile.Chunks(FileSettings.MostBytes));

    [Fact]
    public void Ten_files_and_no_eleventh()
    {
        FileDesk.WhyNot(9, 9, 1).ShouldBeEmpty();
        FileDesk.WhyNot(10, 10, 0).Single().ShouldBe(new FileRefusals.TooMany(10));
    }

    [Fact]
    public void Two_of_the_largest_and_not_a_byte_more()
    {
        FileDesk.WhyNot(1, largest, largest).ShouldBeEmpty("25 MB and 25 MB");
        FileDesk.WhyNot(2, 2 * largest, 0).Single().ShouldBe(new FileRefusals.TooMuch(50), "told before her data is spent");
        FileDesk.WhyNot(2, 2 * largest, 1).Single().ShouldBe(new FileRefusals.TooMuch(50));
        FileDesk.WhyNot(2, largest + 1, largest).Single().ShouldBe(new FileRefusals.TooMuch(50));
    }

    [Theory]
    [InlineData(FileState.Waiting)]
    [InlineData(FileState.Unscanned)]
    [InlineData(FileState.Uncleaned)]
    [InlineData(FileState.Quarantined)]
    [InlineData(FileState.Removed)]
    public void Only_what_is_cleaned_goes_beside_a_packet(FileState state) =>
        AddFilesToShare.WhyNot(ShareState.Draft, true, [(FileKind.Image, state)]).Single().ShouldBe(new AddFilesToShare.NotReady());

    [Fact]
    public void A_voice_goes_only_where_the_packet_names_her()
    {
        AddFilesToShare.WhyNot(ShareState.Draft, false, [(FileKind.Image, FileState.Cleaned), (FileKind.Document, FileState.Cleaned)]).ShouldBeEmpty();
        AddFilesToShare.WhyNot(ShareState.Draft, false, [(FileKind.Audio, FileState.Cleaned)]).Single().ShouldBe(new AddFilesToShare.VoiceIdentifies());
        AddFilesToShare.WhyNot(ShareState.Draft, false, [(FileKind.Video, FileState.Cleaned)]).Single().ShouldBe(new AddFilesToShare.VoiceIdentifies());
        AddFilesToShare.WhyNot(ShareState.Draft, true, [(FileKind.Audio, FileState.Cleaned)]).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(ShareState.Approved)]
    [InlineData(ShareState.Released)]
    [InlineData(ShareState.Revoked)]
    public void Nothing_is_added_to_what_somebody_approved(ShareState state) =>
        AddFilesToShare.WhyNot(state, false, [(FileKind.Image, FileState.Cleaned)]).Single().ShouldBe(new ShareRefusals.WrongState(state));

    [Fact]
    public void Only_what_is_harmful_is_deleted_by_hand()
    {
        RemoveCaseFile.WhyNot(FileState.Quarantined).ShouldBeEmpty();
        RemoveCaseFile.WhyNot(FileState.Removed).Single().ShouldBe(new FileRefusals.Removed());
        foreach (var state in new[] { FileState.Cleaned, FileState.Waiting, FileState.Unscanned, FileState.Uncleaned }) RemoveCaseFile.WhyNot(state).Single().ShouldBe(new FileRefusals.NotQuarantined());
    }
}
