using OpenIlm.Cases;

namespace OpenIlm.Web.Demonstration;

/// <summary>What a handler looks at in a story. Looking is an act: it is kept, and it ends the wait of the worker.</summary>
internal static class Reading
{
    /// <summary>The colleague opens the case.</summary>
    public static Task Read(Stage stage, Story story) => Open(stage, story);

    /// <summary>Which issue the case was sorted into.</summary>
    public static async Task FindIssue(Stage stage, Story story) => story.Issue = (await Open(stage, story)).Issues[0].Id;

    /// <summary>Which actions were recorded for a business that does not write here itself.</summary>
    public static async Task FindActions(Stage stage, Story story)
    {
        var actions = (await Open(stage, story)).Issues[0].Actions.Select(a => a.Id);
        story.Actions.AddRange(actions.Except(story.Actions).ToList());
    }

    private static Task<CaseView> Open(Stage stage, Story story) => stage.Act(story.Owner, CasesPermissions.Read, w => stage.Get<ReadCase>().Handle(story.Case, w));
}
