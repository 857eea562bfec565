using OpenIlm.Cases;
using OpenIlm.Platform;

namespace OpenIlm.Web.Demonstration;

/// <summary>What a handler looks at in a story. Looking is an act: it is kept, and it ends the wait of the worker.</summary>
internal static class Reading
{
    public static Task Read(Stage stage, Story story) => Task.CompletedTask;

    public static async Task FindIssue(Stage stage, Story story) => story.Issue = await stage.Act(story.Owner, CasesPermissions.Read,
        async w => (Kernel.Outcome<Guid>)await w.FirstOrNone<Guid>("select id from cases.labor_issue where case_id = $1", story.Case));

    public static async Task FindActions(Stage stage, Story story) => story.Actions.AddRange(await stage.Try(story.Owner, CasesPermissions.Read,
        w => w.All<Guid>("select id from cases.action where issue_id = $1", story.Issue)));
}
