using OpenIlm.Cases;
using OpenIlm.Kernel;
using OpenIlm.Kit;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using OpenIlm.Voice;

namespace OpenIlm.Web.Demonstration;

/// <summary>What workers are asked before packets go, questions that they tap, and how some of them can be reached. Played on the last day, so that the stories stay as they are.</summary>
internal static class Speaking
{
    private const string Handler = "supervisor@ngo.demo";

    // What the packets of these stories say, in her language. They describe no real case.
    private static readonly IReadOnlyDictionary<string, string> rendered = new Dictionary<string, string>
    {
        ["en"] = "Several workers say that this is so, and ask the company to put it right.",
        ["my"] = "လုပ်သားအချို့က ဒီလိုဖြစ်နေတယ်လို့ ပြောပြီး ကုမ္ပဏီက ပြင်ပေးဖို့ တောင်းဆိုပါတယ်။",
        ["km"] = "កម្មករមួយចំនួននិយាយថាវាពិតជាដូច្នេះ ហើយសុំឱ្យក្រុមហ៊ុនដោះស្រាយ។",
        ["th"] = "คนงานหลายคนบอกว่าเป็นแบบนี้ และขอให้บริษัทแก้ไข",
        ["ne"] = "केही कामदारहरू यस्तै छ भन्छन् र कम्पनीलाई सच्याउन अनुरोध गर्छन्।",
    };

    /// <summary>Plays it: a few packets shown, a few questions, a few plans.</summary>
    public static async Task Play(Stage stage, IReadOnlyList<Story> stories)
    {
        var ours = stories.Where(s => s is { Ngo: "ngo.demo", Receipt: not null } && s.Case != Guid.Empty).ToList();
        var unsent = ours.Where(s => s.Fate is Fate.Drafted or Fate.NeedsSecond && s.Share != Guid.Empty).Take(3).ToList();
        foreach (var (story, n) in unsent.Select((s, n) => (s, n))) await Show(stage, story, n);
        await Ask(stage, stories.First(s => s.IsTheOneToTry), ["safeNow", "paidSince"], null);
        foreach (var (story, n) in ours.Where(s => s.Reason is ContactReason.Issue && s.Fate is Fate.Released or Fate.Agreed && !s.IsTheOneToTry).Take(3).Select((s, n) => (s, n)))
            await Ask(stage, story, n == 0 ? ["howMany"] : ["safeNow", "proof"], n == 0 ? "many" : n == 1 ? "yes" : null);
        foreach (var (story, n) in stories.Where(s => s is { Ngo: "ngo.demo", HasPlan: true } && s.Case != Guid.Empty).TakeLast(4).Select((s, n) => (s, n))) await Plan(stage, story, n);
    }

    private static async Task Show(Stage stage, Story story, int n)
    {
        var category = IssueTaxonomy.CategoryOf(story.Code);
        var shown = await stage.Try(Handler, CasesPermissions.DraftShare, async w => await ShowPacket.Handle(story.Share, null, new(story.Language, story.Consent == ConsentLevel.CodedFacts ? null : rendered[story.Language],
            stage.Get<ITexts>()[story.Language, "category." + category]), w, stage.Get<IDirectory>(), stage.Get<Dossiers>(), stage.Get<Keystore>(), stage.Get<IWorkerChannels>()));
        if (shown.Value is not { BehindReceipt: true } asked || n == 0) return;
        await stage.Unknown("her word on a packet", w => Voice.AnswerPacket.Handle(new() { Receipt = story.Receipt, PacketId = asked.Id, Answer = n == 1 ? PacketWord.Change : PacketWord.Yes, Changes = n == 1 ? ["leaveOut.affectedWorkers", "wait"] : [] }, w, stage.Get<Door>()));
    }

    private static async Task Ask(Stage stage, Story story, string[] codes, string? answer)
    {
        var asked = await stage.Act(Handler, CasesPermissions.Write, w => AskQuestions.Handle(story.Case, null, new(codes), w, stage.Get<Dossiers>(), stage.Get<IWorkerChannels>()));
        if (answer is not null && asked.BehindReceipt)
            await stage.Unknown("a tap", w => Voice.AnswerQuestion.Handle(new() { Receipt = story.Receipt, QuestionId = asked.Ids[0], Answer = answer }, w, stage.Get<Door>()));
    }

    private static Task Plan(Stage stage, Story story, int n) => stage.Act(Handler, CasesPermissions.ReadIdentity, w => KeepSafeContact.Handle(story.Case, null, n switch
    {
        0 => new("contactWorker", Hours: ["MO-SA 19:30-21:30", "SU 09:00-18:00"], TimeZone: "Asia/Bangkok", Ways: [ContactWay.Call, ContactWay.Line], CodeWord: "blue bicycle", SayInstead: "The clinic, about the appointment",
            SharedPhone: true, Others: [new("Her sister, who lives with her", MayHear.CallAgain)]),
        1 => new("contactWorker", Hours: ["SU 00:00-24:00"], TimeZone: "Asia/Bangkok", NeverCall: true, Ways: [ContactWay.Sms]),
        2 => new("safety", Never: true),
        _ => new("contactWorker", Ways: [ContactWay.Call, ContactWay.Meeting], CodeWord: "mango"),
    }, w, stage.Get<Dossiers>(), stage.Get<IWorkerChannels>()));
}
