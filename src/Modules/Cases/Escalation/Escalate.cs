using OpenIlm.Kernel;
using OpenIlm.Platform;
using OpenIlm.Platform.Contracts;

namespace OpenIlm.Cases;

/// <summary>
/// What an escalation does, whether a clock or a person takes it there. The focal points of the business hear that it is waited for. A buyer hears of an
/// issue only by a packet that a person composed, checked and kept ready for it, under a live consent that names it (C8; ADR 0014): without
/// either, nothing leaves, and whoever runs the case is given the task.
/// </summary>
internal sealed class Escalate(EscalationPost post, IDirectory directory)
{
    /// <summary>The business was reminded.</summary>
    public const string Remind = "Remind";
    /// <summary>The escalation focal point was told.</summary>
    public const string FocalPoint = "Escalate";
    /// <summary>A buyer was told.</summary>
    public const string Buyer = "Buyer";
    /// <summary>The step is due and no live consent covers a buyer.</summary>
    public const string NeedsConsent = "BuyerNeedsConsent";
    /// <summary>The step is due and no packet for a buyer is ready.</summary>
    public const string NeedsPacket = "BuyerNeedsPacket";
    /// <summary>The step is due and nobody in the directory buys from the site.</summary>
    public const string NoBuyer = "BuyerUnknown";

    /// <summary>The step is due and telling the business now could harm her.</summary>
    public const string Withheld = "Withheld";

    /// <summary>Whether a clock must not press a business now: it is a suspect that nobody disturbs (rules, section 15, step 7), the last safety review does not say
    /// go on, or somebody is punished for speaking. A person may decide otherwise on all but the first.</summary>
    public static bool IsUnsafe(IssueFile file, Guid? recipient) => file.IsSuspect(recipient) || !file.Facts.HasProceedingSafetyReview || file.Facts.OpenRetaliationReports > 0;

    /// <summary>The business is a suspect: nothing goes there through the platform.</summary>
    public sealed record SuspectUndisturbed() : Refusal("escalation.suspect");

    /// <summary>What is escalated.</summary>
    /// <param name="File">The issue, held.</param>
    /// <param name="Clock">The clock that ran; null where a person takes the step without one.</param>
    /// <param name="Share">The packet that waits for an answer.</param>
    /// <param name="Recipient">The business; null for one outside the network, which a person tells.</param>
    /// <param name="ForDay">The day the step belongs to.</param>
    public sealed record Matter(IssueFile File, Guid? Clock, Guid Share, Guid? Recipient, DateOnly ForDay);

    /// <summary>Queues a step on the side of the business; false when another node did it meanwhile.</summary>
    public async Task<bool> Tell(Work work, Matter matter, string step, EscalationLevel level, string kind, IssueParty party, object? detail = null)
    {
        var row = matter.File.Row;
        if (await Record(work, row, matter.Clock, matter.Share, step, level, matter.Recipient, matter.ForDay) is not { } id) return false;
        if (matter.Recipient is { } business) await post.Tell(work, business, row.SiteId, matter.Share, level, kind, id);
        // A business without an account is told by whoever runs the case.
        else work.Notify("clock.tell-business", "case", row.CaseId, row.AssignedTo, row.AssignedTo is null ? Roles.CaseHandler : null);
        Reach(work, row, level, party, detail ?? new { level, reason = "noResponse" });
        return true;
    }

    /// <summary>Queues the step to the buyers. Tells those whom a ready packet tells; else records, once, what is missing.</summary>
    /// <returns>The step that was recorded now; null when there was nothing new.</returns>
    public async Task<string?> TellBuyers(Work work, Matter matter, IssueParty party, string reason = "noResponse")
    {
        var row = matter.File.Row;
        var buyers = await Buyers(work, row);
        var told = 0;
        foreach (var packet in await Packets(work, row.Id, buyers))
        {
            if (matter.File.IsSuspect(packet.RecipientOrg)) continue;
            if (packet.State is ShareState.Released) work.Write("update cases.share set escalated_on = $2, version = version + 1 where id = $1", packet.Id, work.Today);
            else if (!await Release(work, packet.Id, party)) continue;
            if (await Record(work, row, matter.Clock, packet.Id, Buyer, EscalationLevel.Buyer, packet.RecipientOrg, matter.ForDay) is not { } id) continue;
            await post.Tell(work, packet.RecipientOrg, row.SiteId, packet.Id, EscalationLevel.PrimaryFocalPoint, "shared-issue.escalated", id);
            told++;
        }
        if (told > 0)
        {
            Reach(work, row, EscalationLevel.Buyer, party, new { level = EscalationLevel.Buyer, reason, buyers = told });
            return Buyer;
        }
        var missing = Missing(matter.File, buyers, work.Today);
        if (await Record(work, row, matter.Clock, matter.Share, missing, null, null, matter.ForDay) is null) return null;
        work.Notify(missing switch { NeedsConsent => "clock.buyer-needs-consent", NeedsPacket => "clock.buyer-needs-packet", _ => "clock.buyer-unknown" }, "case", row.CaseId,
            row.AssignedTo, row.AssignedTo is null ? Roles.CaseHandler : null);
        CaseLog.Note(work, row.OrgId, row.CaseId, row.Id, "issue.buyer-not-told", party, new { why = missing });
        return missing;
    }

    /// <summary>Every reason why no buyer can be told now, for a person who asks for it.</summary>
    public async Task<IReadOnlyList<Refusal>> WhyNotBuyers(Work work, IssueFile file)
    {
        var buyers = await Buyers(work, file.Row);
        var against = new List<Refusal>();
        foreach (var packet in await Packets(work, file.Row.Id, buyers))
        {
            if (file.IsSuspect(packet.RecipientOrg)) { against.Add(new SuspectUndisturbed()); continue; }
            if (packet.State is ShareState.Released) return [];
            if ((await ShareFile.Hold(work, packet.Id, null, directory)).Value is not { } held) continue;
            List<Refusal> reasons = [.. SharePolicy.WhyNotRelease(held.Facts), .. ReleaseTiming.WhyNotOn(held.Row.NotBefore, work.Today), .. held.IsWrapped ? [] : new Refusal[] { new ShareRefusals.RecipientHasNoKey() }];
            if (reasons.Count == 0) return [];
            against.AddRange(reasons);
        }
        return against.Count > 0 ? [.. against.DistinctBy(r => r.Code)] : [Missing(file, buyers, work.Today) switch { NeedsConsent => new NoConsentForBuyer(), NeedsPacket => new NoPacketForBuyer(), _ => new NoBuyerKnown() }];
    }

    /// <summary>No live consent names a buyer of this site, or "buyers of this site" (C8).</summary>
    public sealed record NoConsentForBuyer() : Refusal("escalation.no-consent")
    {
        /// <inheritdoc />
        public override string Field => "level";
    }
    /// <summary>No packet for a buyer is ready.</summary>
    public sealed record NoPacketForBuyer() : Refusal("escalation.no-packet")
    {
        /// <inheritdoc />
        public override string Field => "level";
    }
    /// <summary>Nobody buys from the site, as far as the directory knows.</summary>
    public sealed record NoBuyerKnown() : Refusal("escalation.no-buyer")
    {
        /// <inheritdoc />
        public override string Field => "level";
    }

    /// <summary>What stands against telling a buyer where no packet is ready. Pure.</summary>
    public static string Missing(IssueFile file, IReadOnlyCollection<Guid> buyers, DateOnly today) => WhatIsMissing([.. file.Consents.Select(c => c.Given())], buyers, today);

    /// <summary>The same over what was given: a consent counts that is live and names one of the buyers, or whoever buys from the site.</summary>
    public static string WhatIsMissing(IReadOnlyList<ConsentGiven> consents, IReadOnlyCollection<Guid> buyers, DateOnly today) =>
        buyers.Count == 0 ? NoBuyer
        : consents.Any(c => ConsentCover.IsLive(c, today) && buyers.Any(b => c.Names(new Disclosure(b, null, true, c.Purpose, c.Fields, false, false)))) ? NeedsPacket : NeedsConsent;

    /// <summary>Records a step; its id, or null when it stands there already.</summary>
    public static async Task<Guid?> Record(Work work, IssueRow row, Guid? clock, Guid? share, string step, EscalationLevel? level, Guid? recipient, DateOnly day)
    {
        var id = Guid.NewGuid();
        return await work.Change("""
            insert into cases.escalation (id, org_id, case_id, issue_id, share_id, clock_id, step, level, recipient_org, for_day, day, by_person) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            on conflict do nothing
            """, id, row.OrgId, row.CaseId, row.Id, share, clock, step, level?.ToString(), recipient, day, work.Today, work.Actor.Kind is ActorKind.Person ? work.Actor.PersonId : null) == 1 ? id : null;
    }

    private static void Reach(Work work, IssueRow row, EscalationLevel level, IssueParty party, object detail)
    {
        // The level only rises: a reminder after the escalation takes nothing back.
        if (row.EscalatedTo is null || Enum.Parse<EscalationLevel>(row.EscalatedTo) < level)
            work.Write("update cases.labor_issue set escalated_to = $2, version = version + 1 where id = $1", row.Id, level);
        CaseFile.Touch(work, row.CaseId);
        CaseLog.Note(work, row.OrgId, row.CaseId, row.Id, "issue.escalated", party, detail);
    }

    private async Task<IReadOnlyList<Guid>> Buyers(Work work, IssueRow row)
    {
        if (row.SiteId is not { } site) return [];
        var buyers = new List<Guid>();
        foreach (var business in await directory.RecipientsFor(work, site))
            if (await directory.BuysFrom(work, business.Id, site)) buyers.Add(business.Id);
        return buyers;
    }

    private static Task<IReadOnlyList<Packet>> Packets(Work work, Guid issue, IReadOnlyCollection<Guid> buyers) => work.All<Packet>("""
        select s.id, s.recipient_org, s.state from cases.share s
         where s.issue_id = $1 and s.recipient_org = any ($2) and s.escalated_on is null and (s.state = 'Released' or s.state in ('Draft', 'Approved') and s.ready_on is not null) order by s.made_on, s.id
        """, issue, buyers.ToArray());

    // Everything is asked again at the moment it goes: a consent may have ended and a review may have turned since it was made ready.
    private async Task<bool> Release(Work work, Guid share, IssueParty party)
    {
        var found = await ShareFile.Hold(work, share, null, directory);
        if (!found.IsDone) return false;
        var held = found.Value!;
        // It is ready and was put off: it stays ready, and its day has not come.
        if (ReleaseTiming.WhyNotOn(held.Row.NotBefore, work.Today).Any()) return false;
        var reasons = SharePolicy.WhyNotRelease(held.Facts).ToList();
        if (!held.IsWrapped) reasons.Add(new ShareRefusals.RecipientHasNoKey());
        if (reasons.Count == 0) reasons.AddRange(await ReleaseShare.Queue(work, held, party));
        if (reasons.Count == 0)
        {
            work.Write("update cases.share set escalated_on = $2 where id = $1", share, work.Today);
            return true;
        }
        work.Write("update cases.share set ready_on = null, version = version + 1 where id = $1", share);
        CaseLog.Note(work, held.Row.OrgId, held.Row.CaseId, held.Row.IssueId, "share.release-refused", party, new { share, reasons = reasons.Select(r => r.Code) });
        work.Notify("share.release-refused", "share", share, held.Row.Author);
        return false;
    }

    private sealed record Packet(Guid Id, Guid RecipientOrg, ShareState State);
}
