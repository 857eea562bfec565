namespace OpenIlm.Platform.Contracts;

/// <summary>What a worker says of a packet before it goes.</summary>
public enum PacketWord
{
    /// <summary>It may go as it is.</summary>
    Yes,
    /// <summary>Something of it is to be different.</summary>
    Change,
    /// <summary>It is not to go.</summary>
    No,
}

/// <summary>A packet as it is shown to her: what it tells, coded facts as they are, words in her language. Sealed to her reply key.</summary>
/// <param name="Recipient">The business.</param>
/// <param name="Purpose">Why it is told: remedy, payment, investigation or information.</param>
/// <param name="Facts">Coded facts by field, as the business will see them; the issue by its name in her language.</param>
/// <param name="Text">The summary in her language; null where the packet has none.</param>
/// <param name="Identifies">It says who she is.</param>
/// <param name="Files">How many pictures and documents go with it.</param>
public sealed record PacketInHerWords(string Recipient, string Purpose, IReadOnlyDictionary<string, string> Facts, string? Text, bool Identifies, int Files)
{
    /// <summary>Says nothing of it.</summary>
    public override string ToString() => "packet in her words";
}

/// <summary>A packet that she was asked about, as it stands in the database.</summary>
/// <param name="Id">The asking, by which she answers.</param>
/// <param name="Dossier">With <paramref name="Id"/>, what the seal is bound to.</param>
/// <param name="Language">Language of the words.</param>
/// <param name="AskedOn">The day on which it was put to her.</param>
/// <param name="Said">Her answer; null while it is waited for.</param>
/// <param name="SaidOn">The day of her answer.</param>
/// <param name="Ct">Sealed to her reply key; null once she answered: what is settled does not lie open behind the receipt.</param>
public sealed record SealedPacket(Guid Id, Guid Dossier, string Language, DateOnly AskedOn, PacketWord? Said, DateOnly? SaidOn, byte[]? Ct);

/// <summary>Her answer to a packet.</summary>
/// <param name="Id">The asking.</param>
/// <param name="Word">What she says.</param>
/// <param name="Changes">What is to be different: <c>leaveOut.FIELD</c>, <c>wait</c>, <c>notThisBusiness</c>.</param>
public sealed record PacketAnswer(Guid Id, PacketWord Word, IReadOnlyList<string> Changes);

/// <summary>A question that she answers by tapping.</summary>
/// <param name="Id">The question.</param>
/// <param name="Dossier">With <paramref name="Id"/>, what the seal is bound to.</param>
/// <param name="Code">Its code, text <c>question.CODE</c>; <c>free</c> where its words are sealed.</param>
/// <param name="Choices">Codes of the choices, text <c>answer.CODE</c>; places of the sealed choices where it is free.</param>
/// <param name="Language">Language of a free question.</param>
/// <param name="AskedOn">The day on which it was put to her.</param>
/// <param name="Ct">A free question, sealed to her reply key.</param>
public sealed record WorkerQuestion(Guid Id, Guid Dossier, string Code, IReadOnlyList<string> Choices, string Language, DateOnly AskedOn, byte[]? Ct);

/// <summary>The words of a free question with its choices.</summary>
public sealed record FreeQuestion(string Text, IReadOnlyList<string> Choices)
{
    /// <summary>The code of a free question.</summary>
    public const string Code = "free";
    /// <summary>Codes of the choices of a free question: their places.</summary>
    public static IReadOnlyList<string> Places(int choices) => [.. Enumerable.Range(1, choices).Select(n => "c" + n)];
    /// <summary>Says nothing of it.</summary>
    public override string ToString() => "free question";
}
