namespace OpenIlm.Platform;

/// <summary>Holds the request's unit of work, so that pages and endpoints take <see cref="Work"/> as an ordinary parameter.</summary>
public sealed class WorkSlot
{
    private Work? work;

    /// <summary>The request's work.</summary>
    /// <exception cref="InvalidOperationException">Read before the pipeline opened it: the endpoint says neither permission nor open door.</exception>
    public Work Current
    {
        get => work ?? throw new InvalidOperationException("No unit of work: this endpoint names no permission.");
        internal set => work = value;
    }

    /// <summary>Whether the pipeline opened a work.</summary>
    public bool IsOpen => work is not null;
}
