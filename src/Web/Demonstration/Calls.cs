using System.Text.Json;
using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Voice;

namespace OpenIlm.Web.Demonstration;

/// <summary>The hotline as it is in the middle of a day: who interpreted, how long it took, who waits for a call, and a call that somebody has not sent yet.</summary>
internal static class Calls
{
    private static readonly int[] minutes = [4, 9, 12, 18, 22, 35, 48, 70];

    /// <summary>What belongs to a call of a story. Follows from the story alone, so that its other chances stay as they are.</summary>
    public static CallSheet Sheet(Story story, DateTimeOffset now)
    {
        var n = story.Number;
        var onTheLine = story.Channel is "HOTLINE" or "FOLLOWUP" or "INPERSON";
        // Old wishes were settled long ago; those of this week stand on the list.
        var wishes = story.Danger is Danger.None && story.HasPlan && TimeProvider.System.GetUtcNow() - now < TimeSpan.FromDays(12);
        return new CallSheet
        {
            HandlerLanguage = "en", StartedAt = onTheLine ? now.AddMinutes(-minutes[n % minutes.Length]) : null, EndedAt = onTheLine ? now : null,
            Interpreter = (n % 4) switch
            {
                0 => new InterpreterGiven { Kind = "colleague", Name = "Hnin Wai", Independent = true },
                1 => new InterpreterGiven { Kind = "service", Name = "Three-way line", Independent = true },
                2 when n % 3 == 0 => new InterpreterGiven { Kind = "companion", Independent = null },
                _ => new InterpreterGiven { Kind = "none" },
            },
            Topic = story.Reason is ContactReason.Issue ? null : CallCodes.Topics[n % CallCodes.Topics.Count],
            NextStep = wishes ? "callBack" : story.Danger is Danger.InDanger ? "emergency" : "lookInto",
            CallBack = wishes ? new CallBackWish { On = DateOnly.FromDateTime(now.UtcDateTime).AddDays(n % 9), Words = "After nine in the evening. Say that it is the clinic; hang up if a man answers." } : null,
        };
    }

    /// <summary>A call that was begun this morning and is not sent.</summary>
    public static Task Begin(Stage stage, string email) => stage.Act(email, VoicePermissions.LogContacts, async work => await KeepDraft.Handle("contact", Guid.NewGuid(), null, new KeepDraft.Input(JsonSerializer.Serialize(new
    {
        fields = new Dictionary<string, string[]>
        {
            ["text"] = ["Called from the dormitory. Nobody has been paid since the new shift began; the line was cut before the name of the"], ["language"] = ["my"], ["channel"] = ["HOTLINE"], ["reason"] = ["issue"], ["danger"] = ["none"],
        },
        at = stage.Clock.GetUtcNow().ToUnixTimeMilliseconds(), edits = 1, writer = Guid.NewGuid(), version = (int?)null, field = "f-text", caret = (int?)null,
    }), Guid.NewGuid()), work, stage.Get<Keystore>(), stage.Get<IEnumerable<DraftKind>>()));
}
