using OpenIlm.Cases;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;
using OpenIlm.Sealing;

namespace OpenIlm.Web.Demonstration;

/// <summary>Early warning in the demonstration: the program looks once a month, as it does by itself every half hour; a supervisor judges what it raised a while ago.</summary>
internal static class Flares
{
    private const string judge = "supervisor@ngo.demo";

    /// <summary>Looks, freezes what may freeze, and judges what was raised last month.</summary>
    public static async Task Look(Stage stage, CancellationToken cancelled)
    {
        await WarningDue.Handle(stage.Get<WorkFactory>(), cancelled);
        await AtomsDue.Handle(stage.Get<WorkFactory>(), stage.Get<InstallationSecrets>(), cancelled);
        var all = await stage.Act(judge, WarningPermissions.Read, w => ReadWarnings.Handle(w, stage.Get<IDirectory>()));
        foreach (var old in all.Warnings.Where(w => w is { State: WarningState.Open, EndedOn: null } && w.FlaggedOn < stage.Clock.Today.AddDays(-14)))
            await stage.Act(judge, WarningPermissions.Judge, w => JudgeWarning.Handle(old.Id, null, old.Reports % 2 == 0 ? new(JudgeWarning.Act.Acknowledge, "visitPlanned") : new(JudgeWarning.Act.Dismiss, "oneEvent"), w));
    }
}
