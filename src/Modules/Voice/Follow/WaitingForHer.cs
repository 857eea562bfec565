using System.Text.Json;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using OpenIlm.Sealing;

namespace OpenIlm.Voice;

/// <summary>A packet that she is asked about, or was.</summary>
/// <param name="Id">By which she answers.</param>
/// <param name="AskedOn">The day it was put to her.</param>
/// <param name="Recipient">Who would read it; null once she answered.</param>
/// <param name="Purpose">Why it is told; null once she answered.</param>
/// <param name="Facts">Coded facts by field; empty once she answered.</param>
/// <param name="Text">The words in her language; null where there are none, and once she answered.</param>
/// <param name="Language">Language of the words.</param>
/// <param name="Identifies">It says who she is.</param>
/// <param name="Files">Pictures and documents that go with it.</param>
/// <param name="Changes">What she can ask to be different.</param>
/// <param name="Said">Her answer; null while it is waited for.</param>
/// <param name="SaidOn">The day of her answer.</param>
public sealed record PacketView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C1)] DateOnly AskedOn,
    [property: Field(FieldClass.C2, PacketView.Own)] string? Recipient,
    [property: Field(FieldClass.C1)] string? Purpose,
    [property: Field(FieldClass.C2, PacketView.Own)] IReadOnlyDictionary<string, string> Facts,
    [property: Field(FieldClass.C2, PacketView.Own)] string? Text,
    [property: Field(FieldClass.C1)] string Language,
    [property: Field(FieldClass.C1)] bool Identifies,
    [property: Field(FieldClass.C1)] int Files,
    [property: Field(FieldClass.C1)] IReadOnlyList<string> Changes,
    [property: Field(FieldClass.C1)] PacketWord? Said,
    [property: Field(FieldClass.C1)] DateOnly? SaidOn) : IView<ReceiptHolder>
{
    internal const string Own = "the worker's own case, opened with her receipt";

    /// <summary>Opens one; null where it was sealed to a receipt that was lost since.</summary>
    internal static PacketView? Of(SealedPacket packet, byte[] erasureKey, KeyPair reply)
    {
        if (packet.Ct is null) return new PacketView(packet.Id, packet.AskedOn, null, null, new Dictionary<string, string>(), null, packet.Language, false, 0, [], packet.Said, packet.SaidOn);
        try
        {
            var shown = JsonSerializer.Deserialize<PacketInHerWords>(Envelope.OpenText(erasureKey, reply, packet.Ct, new Aad(SealedColumns.RenderingToWorker, packet.Id, packet.Dossier)), Json.Compact)!;
            IReadOnlyList<string> changes = [.. shown.Facts.Keys.Concat(shown.Text is null ? [] : ["text"]).Concat(shown.Files == 0 ? [] : ["files"]).Select(f => "leaveOut." + f), "wait", "notThisBusiness"];
            return new PacketView(packet.Id, packet.AskedOn, shown.Recipient, shown.Purpose, shown.Facts, shown.Text, packet.Language, shown.Identifies, shown.Files, changes, null, null);
        }
        catch (SealBrokenException) { return null; }
    }
}

/// <summary>A question that she answers by tapping.</summary>
/// <param name="Id">By which she answers.</param>
/// <param name="Text">The question, in her language.</param>
/// <param name="Choices">What she can tap.</param>
/// <param name="AskedOn">The day it was put to her.</param>
/// <param name="Language">Language of the words.</param>
public sealed record QuestionView(
    [property: Field(FieldClass.C1)] Guid Id,
    [property: Field(FieldClass.C2, PacketView.Own)] string Text,
    [property: Field(FieldClass.C2, PacketView.Own)] IReadOnlyList<ChoiceView> Choices,
    [property: Field(FieldClass.C1)] DateOnly AskedOn,
    [property: Field(FieldClass.C1)] string Language) : IView<ReceiptHolder>
{
    /// <summary>Words one in her language; null where it was sealed to a receipt that was lost since.</summary>
    internal static QuestionView? Of(WorkerQuestion question, string language, byte[] erasureKey, KeyPair reply, ITexts texts)
    {
        if (question.Ct is null)
            return new QuestionView(question.Id, texts[language, "question." + question.Code], [.. question.Choices.Select(c => new ChoiceView(c, texts[language, "answer." + c]))], question.AskedOn, language);
        try
        {
            var own = JsonSerializer.Deserialize<FreeQuestion>(Envelope.OpenText(erasureKey, reply, question.Ct, new Aad(SealedColumns.QuestionToWorker, question.Id, question.Dossier)), Json.Compact)!;
            return new QuestionView(question.Id, own.Text, [.. question.Choices.Zip(own.Choices, (code, text) => new ChoiceView(code, text))], question.AskedOn, question.Language);
        }
        catch (SealBrokenException) { return null; }
    }
}

/// <summary>An answer to tap.</summary>
/// <param name="Code">What is sent.</param>
/// <param name="Text">What she reads.</param>
public sealed record ChoiceView(
    [property: Field(FieldClass.C1)] string Code,
    [property: Field(FieldClass.C2, PacketView.Own)] string Text) : IView<ReceiptHolder>;
