using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>The own organization tells one part of its baseline information (BI1, BI2, BI4, BI5). A part can be told anew at any time; nobody overwrites
/// what a colleague wrote meanwhile.</summary>
public static class TellBaseline
{
    /// <summary>Longest text, in characters.</summary>
    public const int Longest = 8000;

    /// <summary>What is asked.</summary>
    /// <param name="Code">Part (<c>baseline_information.csv</c>).</param>
    /// <param name="Text">In the organization's words.</param>
    /// <param name="Version">Version that was read; 0 for a part that was never told.</param>
    public sealed record Input(string Code, string Text, int Version = 0);

    /// <summary>Every reason against it.</summary>
    public static IEnumerable<Refusal> WhyNot(Input input)
    {
        if (Membership.BaselineParts.All(p => p.Id != input.Code)) yield return new BadInput("input.not-a-choice", "code");
        if (string.IsNullOrWhiteSpace(input.Text)) yield return new BadInput("input.required", "text");
        else if (input.Text.Length > Longest) yield return new BadInput("input.too-long", "text", Longest);
    }

    /// <summary>Keeps it.</summary>
    public static async Task<Outcome> Handle(Input input, Work work)
    {
        if (WhyNot(input).ToList() is { Count: > 0 } reasons) return Outcome.Refused(reasons);
        var kept = await work.Change("""
            insert into network.baseline as b (org_id, code, text, day, person_id) select $1, $2, $3, $4, $5
             where $6 = 0 or exists (select 1 from network.baseline where org_id = $1 and code = $2)
            on conflict (org_id, code) do update set text = excluded.text, day = excluded.day, person_id = excluded.person_id, version = b.version + 1 where b.version = $6
            """, work.Actor.OrganizationId, input.Code, input.Text.Trim(), work.Today, work.Actor.PersonId, input.Version);
        if (kept == 0) return Outcome.Stale;
        work.Audit("joining.baseline-told", "organization", work.Actor.OrganizationId, new { input.Code });
        return await work.Commit();
    }
}
