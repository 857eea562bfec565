using OpenIlm.Kernel;

namespace OpenIlm.Platform.Contracts;

/// <summary>What a room adds to the page that answers "what must I do today". Registered by the room; the page asks every one of them.</summary>
public interface ITodayLines
{
    /// <summary>The lists of this room for the actor, by her roles and permissions; none where she has nothing to do here. Row security decides what is in them.
    /// Cheap at any size: the first few things and a number that stops at 100.</summary>
    Task<IReadOnlyList<TodayList>> For(Work work);
}

/// <summary>Some of the day's work that belongs together.</summary>
/// <param name="Key">Its heading, text <c>today-list.KEY</c>.</param>
/// <param name="Lines">The first few things of it, the most urgent first.</param>
/// <param name="Total">How many there are, counted to 100.</param>
/// <param name="All">The page with all of them; null where these are all.</param>
public sealed record TodayList(
    [property: Field(FieldClass.C1)] string Key,
    [property: Field(FieldClass.C1)] IReadOnlyList<TodayLine> Lines,
    [property: Field(FieldClass.C1)] int Total,
    [property: Field(FieldClass.C1)] string? All = null) : IView<SignedIn>
{
    /// <summary>The day of the most urgent thing; lists stand in this order, those without a day after those whose day is near.</summary>
    [Field(FieldClass.C1)]
    public DateOnly? Due => Lines.Min(l => l.Due);
}

/// <summary>One thing to do.</summary>
/// <param name="Href">The page that does it.</param>
/// <param name="Name">The thing: a case by its reference, an organization by its name. Never anything sealed.</param>
/// <param name="What">What is to be done, in the reader's language.</param>
/// <param name="Due">The day by which; null: no day was set.</param>
/// <param name="Urgent">Somebody is in danger.</param>
public sealed record TodayLine(
    [property: Field(FieldClass.C1)] string Href,
    [property: Field(FieldClass.C1)] string Name,
    [property: Field(FieldClass.C1)] string What,
    [property: Field(FieldClass.C1)] DateOnly? Due = null,
    [property: Field(FieldClass.C1)] bool Urgent = false) : IView<SignedIn>;

/// <summary>How many things of a room wait for a person: what her mail counts. Asked with her eyes.</summary>
public interface ITaskCount
{
    /// <summary>How many.</summary>
    Task<int> Of(Work work, Guid person);
}
