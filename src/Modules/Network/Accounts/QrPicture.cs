using System.Globalization;
using System.Text;
using QRCoder;

namespace OpenIlm.Network;

/// <summary>A QR code as one path on a grid of modules, quiet zone included, so that a page can draw it without a picture file or a style.</summary>
/// <param name="Size">Modules on each side.</param>
/// <param name="Path">The <c>d</c> of the path that holds every dark module.</param>
public sealed record QrPicture(int Size, string Path)
{
    /// <summary>Draws a text.</summary>
    public static QrPicture Of(string text)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        for (var y = 0; y < code.ModuleMatrix.Count; y++)
        {
            var row = code.ModuleMatrix[y];
            for (var x = 0; x < row.Length; x++)
            {
                if (!row[x]) continue;
                var start = x;
                while (x + 1 < row.Length && row[x + 1]) x++;
                path.Append(CultureInfo.InvariantCulture, $"M{start} {y}h{x - start + 1}v1h-{x - start + 1}z");
            }
        }
        return new QrPicture(code.ModuleMatrix.Count, path.ToString());
    }
}
