using OpenIlm.Kernel;

namespace OpenIlm.Voice;

/// <summary>What belongs to the call and not to what was told: who interpreted, how long it took, what was answered and what comes next. Everything may be left out.</summary>
public sealed record CallSheet
{
    /// <summary>BCP 47 tag of the language the handler spoke.</summary>
    public string? HandlerLanguage { get; init; }
    /// <summary>Who interpreted.</summary>
    public InterpreterGiven? Interpreter { get; init; }
    /// <summary>When it began; only the band of its length is kept.</summary>
    public DateTimeOffset? StartedAt { get; init; }
    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }
    /// <summary>How often somebody tried before this contact came about, 0 to 99.</summary>
    public int? Attempts { get; init; }
    /// <summary>One of <see cref="CallCodes.NextSteps"/>.</summary>
    public string? NextStep { get; init; }
    /// <summary>She wishes to be called back.</summary>
    public CallBackWish? CallBack { get; init; }
    /// <summary>What a request is about: one of <see cref="CallCodes.Topics"/>.</summary>
    public string? Topic { get; init; }
    /// <summary>What was answered; sealed.</summary>
    public string? Answer { get; init; }
    /// <summary>The request was answered and is finished with this contact (C7: requests only, never a labor issue).</summary>
    public bool Finished { get; init; }
    /// <summary>The draft it was typed in: it goes with this act, and the same draft sent again is the same contact.</summary>
    public Guid? DraftId { get; init; }
}

/// <summary>An interpreter.</summary>
public sealed record InterpreterGiven
{
    /// <summary>One of <see cref="CallCodes.Interpreters"/>.</summary>
    public string? Kind { get; init; }
    /// <summary>The person or the service; sealed.</summary>
    public string? Name { get; init; }
    /// <summary>Whether independent of the employer and of recruiters; null when nobody knows.</summary>
    public bool? Independent { get; init; }
}

/// <summary>A wish to be called back.</summary>
public sealed record CallBackWish
{
    /// <summary>The day.</summary>
    public DateOnly? On { get; init; }
    /// <summary>The safe hours and what to keep in mind; sealed.</summary>
    public string? Words { get; init; }
}

/// <summary>What must hold of a call sheet, and what is kept of it.</summary>
public static class CallRules
{
    /// <summary>Latest day of a call-back, days from today.</summary>
    public const int FarthestCallBack = 366;

    /// <summary>A labor issue ends with the worker's confirmation, never with a call (C1, C7).</summary>
    public sealed record IssueIsNotFinished() : Refusal("call.issue-not-finished")
    {
        /// <inheritdoc />
        public override string Field => "call.finished";
    }

    /// <summary>Somebody in danger is not finished with.</summary>
    public sealed record DangerIsNotFinished() : Refusal("call.danger-not-finished")
    {
        /// <inheritdoc />
        public override string Field => "call.finished";
    }

    /// <summary>The case it joins goes on by its own rules.</summary>
    public sealed record JoinedIsNotFinished() : Refusal("call.joined-not-finished")
    {
        /// <inheritdoc />
        public override string Field => "call.finished";
    }

    /// <summary>Who is to be called back is not finished with.</summary>
    public sealed record CallBackIsNotFinished() : Refusal("call.call-back-not-finished")
    {
        /// <inheritdoc />
        public override string Field => "call.finished";
    }

    /// <summary>She asked never to be contacted.</summary>
    public sealed record NeverContact() : Refusal("call.never-contact")
    {
        /// <inheritdoc />
        public override string Field => "call.callBack.on";
    }

    /// <summary>Every reason against the sheet of a contact.</summary>
    public static IEnumerable<Refusal> WhyNot(LogContact.Input input, DateOnly today)
    {
        if (input.Call is not { } call) yield break;
        if (call.HandlerLanguage is not null)
            foreach (var reason in Facts.WhyNotLanguage(call.HandlerLanguage, "call.handlerLanguage")) yield return reason;
        foreach (var reason in (IEnumerable<Refusal>)
                 [
                     .. WhyNotChoice(call.NextStep, CallCodes.NextSteps, "call.nextStep"), .. WhyNotChoice(call.Topic, CallCodes.Topics, "call.topic"),
                     .. WhyNotInterpreter(call.Interpreter), .. WhyNotCallBack(call.CallBack, input, today), .. TextRules.WhyNotOptional(call.Answer, "call.answer"), .. WhyNotFinished(call, input),
                 ]) yield return reason;
        if (call.Attempts is < 0) yield return new BadInput("input.too-small", "call.attempts", 0);
        if (call.Attempts is > 99) yield return new BadInput("input.too-large", "call.attempts", 99);
        if (call is { StartedAt: { } from, EndedAt: { } until } && until < from) yield return new BadInput("call.ends-before-it-starts", "call.endedAt");
    }

    private static IEnumerable<Refusal> WhyNotInterpreter(InterpreterGiven? interpreter)
    {
        if (interpreter is null) yield break;
        if (interpreter.Kind is null) yield return new BadInput("input.required", "call.interpreter.kind");
        foreach (var reason in WhyNotChoice(interpreter.Kind, CallCodes.Interpreters, "call.interpreter.kind")) yield return reason;
        foreach (var reason in TextRules.WhyNotShort(interpreter.Name, "call.interpreter.name")) yield return reason;
    }

    private static IEnumerable<Refusal> WhyNotCallBack(CallBackWish? wish, LogContact.Input input, DateOnly today)
    {
        if (wish is null) yield break;
        if (wish.On is null) yield return new BadInput("input.required", "call.callBack.on");
        if (wish.On < today) yield return new BadInput("call.day-is-over", "call.callBack.on");
        if (wish.On > today.AddDays(FarthestCallBack)) yield return new BadInput("call.day-too-far", "call.callBack.on", FarthestCallBack);
        foreach (var reason in TextRules.WhyNotShort(wish.Words, "call.callBack.words", 1000)) yield return reason;
        if (input.ContactPlan is { Never: true }) yield return new NeverContact();
    }

    private static IEnumerable<Refusal> WhyNotFinished(CallSheet call, LogContact.Input input)
    {
        if (!call.Finished) yield break;
        if (input.Reason is ContactReason.Issue) yield return new IssueIsNotFinished();
        if (input.Danger is not Danger.None) yield return new DangerIsNotFinished();
        if (input.CaseId is not null) yield return new JoinedIsNotFinished();
        if (call.CallBack is not null) yield return new CallBackIsNotFinished();
        if (call.Topic is null) yield return new BadInput("input.required", "call.topic");
    }

    private static IEnumerable<Refusal> WhyNotChoice(string? code, IReadOnlyList<string> choices, string member)
    {
        if (code is not null && !choices.Contains(code)) yield return new BadInput("input.not-a-choice", member);
    }

    /// <summary>The band of a call's length; null where it is not known, or where a page that lay open overnight says what cannot be.</summary>
    public static string? Length(DateTimeOffset? from, DateTimeOffset? until) => (until - from)?.TotalMinutes switch
    {
        null or < 0 or > 360 => null,
        < 5 => "under-5",
        < 15 => "5-15",
        < 30 => "15-30",
        < 60 => "30-60",
        _ => "over-60",
    };

    /// <summary>How a finished request ended, as cases say it.</summary>
    public static string Ending(ContactReason reason, CallSheet call) => call.NextStep == "referred" ? "referred" : reason is ContactReason.Information ? "answered" : "assisted";
}
