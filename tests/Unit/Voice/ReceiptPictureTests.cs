using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using OpenIlm.Voice;

namespace OpenIlm.Tests.Unit.Voice;

public sealed class ReceiptPictureTests
{
    [Fact]
    public void The_picture_is_a_png_of_one_grey_bit_that_holds_no_text()
    {
        var png = ReceiptPicture.Draw("106414859419170692");
        png[..8].ShouldBe([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        Chunks(png).Select(c => c.Kind).ShouldBe(["IHDR", "IDAT", "IEND"]);
        png.Length.ShouldBeLessThan(2_000);
    }

    [Fact]
    public void Ten_digits_look_different_and_the_same_digit_looks_the_same()
    {
        var drawn = Enumerable.Range(0, 10).Select(d => Pixels(ReceiptPicture.Draw(new string((char)('0' + d), 18)))).ToList();
        drawn.Select(Convert.ToHexString).Distinct().Count().ShouldBe(10);
        Pixels(ReceiptPicture.Draw(new string('7', 18))).ShouldBe(drawn[7]);
    }

    [Fact]
    public void A_digit_in_another_place_is_another_picture() =>
        Pixels(ReceiptPicture.Draw("100000000000000000")).ShouldNotBe(Pixels(ReceiptPicture.Draw("010000000000000000")));

    private static byte[] Pixels(byte[] png)
    {
        using var packed = new ZLibStream(new MemoryStream(Chunks(png).Single(c => c.Kind == "IDAT").Content), CompressionMode.Decompress);
        using var rows = new MemoryStream();
        packed.CopyTo(rows);
        return rows.ToArray();
    }

    private static List<(string Kind, byte[] Content)> Chunks(byte[] png)
    {
        var chunks = new List<(string, byte[])>();
        for (var at = 8; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            chunks.Add((Encoding.ASCII.GetString(png, at + 4, 4), png[(at + 8)..(at + 8 + length)]));
            at += 12 + length;
        }
        return chunks;
    }
}
