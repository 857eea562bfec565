namespace OpenIlm.Platform;

/// <summary>
/// A form whose text is kept sealed while it is typed. A room registers one for each of its long forms and writes <c>data-draft="KEY"</c> on the form;
/// what the form is about is the first id in its address, or <c>data-draft-subject</c>.
/// </summary>
/// <param name="Key">Its name: lower-case letters and hyphens; also the text <c>draft-kind.KEY</c>.</param>
/// <param name="Href">Address of the page with the form; <c>{subject}</c> stands for what it is about.</param>
public sealed record DraftKind(string Key, string Href)
{
    /// <summary>The page with the form about this subject.</summary>
    public string Page(Guid subject) => Href.Replace("{subject}", subject.ToString(), StringComparison.Ordinal);
}
