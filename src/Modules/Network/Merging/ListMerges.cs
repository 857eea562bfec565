using OpenIlm.Kernel;
using OpenIlm.Platform;

namespace OpenIlm.Network;

/// <summary>What was merged, the newest first.</summary>
public static class ListMerges
{
    /// <summary>Reads the newest of them.</summary>
    /// <param name="subject">Of one site or organization, as the old or the survivor; null for all.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="work">The request.</param>
    public static async Task<Outcome<Page<MergeView>>> Handle(Guid? subject, int? limit, Work work)
    {
        if (limit is < 1 or > Paging.Most) return Outcome<Page<MergeView>>.Refused(new BadInput("input.out-of-range", "limit", $"1 to {Paging.Most}"));
        return new Page<MergeView>(await work.All<MergeView>("""
            select m.id, m.subject_kind as kind, m.old_id, coalesce(s.name, o.name) as old_name, m.survivor_id, coalesce(t.name, p.name) as survivor_name, m.merged_at,
                   coalesce(w.name, '') as merged_by, jsonb_array_length(m.moved) as moved, m.split_at, m.version
              from network.merge m
              left join network.site s on s.id = m.old_id left join access.organization o on o.id = m.old_id
              left join network.site t on t.id = m.survivor_id left join access.organization p on p.id = m.survivor_id
              left join access.person w on w.id = m.merged_by
             where $1::uuid is null or m.old_id = $1 or m.survivor_id = $1
             order by m.merged_at desc, m.id limit $2
            """, subject, limit ?? Paging.Default), null);
    }
}
