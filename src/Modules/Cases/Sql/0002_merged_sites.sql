-- Cases follow a site that turned out to be another, and come back when the two are split (ADR 0008).
create table cases.site_move (
    merge_id uuid not null,
    org_id   uuid not null,
    kind     text not null check (kind in ('case', 'share')),
    row_id   uuid not null,
    primary key (merge_id, kind, row_id)
);
create index on cases.site_move (org_id);
alter table cases.site_move enable row level security, force row level security;
create policy door on cases.site_move to openilm_door using (true) with check (true);
grant select, insert on cases.site_move to openilm_door;
grant usage on schema cases to openilm_door;
grant select (id, org_id, site_id), update (site_id) on cases."case" to openilm_door;
grant select, update on cases.share to openilm_door;
create policy merging on cases."case" to openilm_door using (true) with check (true);
create policy merging on cases.share to openilm_door using (true) with check (true);

create function cases.follow_merge(merge uuid, old uuid, survivor uuid) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
    with c as (update cases."case" set site_id = survivor where site_id = old returning id, org_id),
         s as (update cases.share set site_id = survivor where site_id = old returning id, org_id),
         noted as (insert into cases.site_move (merge_id, org_id, kind, row_id)
                   select merge, c.org_id, 'case', c.id from c union all select merge, s.org_id, 'share', s.id from s returning kind)
    select count(*) from noted
$$;

-- What moved with the merge goes back, where nobody named another site since. Neither says how many there are: whoever keeps the directory is
-- not to learn from it that a site has cases.
create function cases.follow_split(merge uuid, old uuid, survivor uuid) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
    with c as (update cases."case" x set site_id = old from cases.site_move m where m.merge_id = merge and m.kind = 'case' and m.row_id = x.id and x.site_id = survivor returning x.id),
         s as (update cases.share x set site_id = old from cases.site_move m where m.merge_id = merge and m.kind = 'share' and m.row_id = x.id and x.site_id = survivor returning x.id)
    select count(*) from c, s
$$;
grant create on schema cases to openilm_door;
alter function cases.follow_merge(uuid, uuid, uuid) owner to openilm_door;
alter function cases.follow_split(uuid, uuid, uuid) owner to openilm_door;
revoke create on schema cases from openilm_door;
revoke execute on function cases.follow_merge(uuid, uuid, uuid), cases.follow_split(uuid, uuid, uuid) from public;
grant execute on function cases.follow_merge(uuid, uuid, uuid), cases.follow_split(uuid, uuid, uuid) to openilm_app;
