namespace OpenIlm.Network;

/// <summary>Sections of ISIC Rev. 4 (United Nations Statistics Division), A to U; their names are texts <c>isic.A</c> to <c>isic.U</c>.</summary>
public static class Isic
{
    /// <summary>The letters in their order.</summary>
    public static readonly IReadOnlyList<string> Sections = [.. "ABCDEFGHIJKLMNOPQRSTU".Select(c => c.ToString())];
}
