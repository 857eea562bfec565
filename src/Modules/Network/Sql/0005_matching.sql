-- Finding duplicates, and making two records one without losing either.

-- The keys under which a site or an organization stands: candidates share one. Each begins with the country.
create table network.match_key (
    org_id       uuid not null references access.organization,
    subject_kind text not null check (subject_kind in ('organization', 'site')),
    subject_id   uuid not null,
    key          text not null,
    primary key (subject_id, key)
);
create index on network.match_key (key, subject_kind);
create index on network.match_key (org_id);

-- A pair that may be one; or that a person said is not. first_id is the smaller of the two.
create table network.match (
    id           uuid primary key,
    org_id       uuid not null references access.organization,
    subject_kind text not null check (subject_kind in ('organization', 'site')),
    first_id     uuid not null,
    second_id    uuid not null,
    score        double precision not null check (score between 0 and 1),
    state        text not null default 'Open' check (state in ('Open', 'Apart', 'Merged')),
    found_on     date not null,
    decided_by   uuid,
    decided_at   timestamptz,
    version      integer not null default 1,
    unique (first_id, second_id),
    check (first_id < second_id),
    check ((state = 'Open') = (decided_at is null))
);
create index on network.match (subject_kind, state, score desc, id);
create index on network.match (second_id);
create index on network.match (org_id);

-- A merge with everything that it moved, so that a split puts back exactly that.
create table network.merge (
    id           uuid primary key,
    org_id       uuid not null references access.organization,
    subject_kind text not null check (subject_kind in ('organization', 'site')),
    old_id       uuid not null,
    survivor_id  uuid not null,
    merged_at    timestamptz not null,
    merged_by    uuid not null,
    was_active   boolean not null,
    -- Each change: table, key, column, what it was, what it is; or a row that was made. In the order in which it was done.
    moved        jsonb not null default '[]',
    -- How many rows the survivor had of its own, by table: what is more at a split came later and stays.
    own          jsonb not null default '{}',
    split_at     timestamptz,
    split_by     uuid,
    version      integer not null default 1,
    check (old_id <> survivor_id)
);
create unique index merge_live on network.merge (old_id) where split_at is null;
create index on network.merge (survivor_id);
create index on network.merge (org_id);

-- One look over the whole directory, in the background.
create table network.match_look (
    id         uuid primary key,
    org_id     uuid not null references access.organization,
    asked_by   uuid not null,
    asked_at   timestamptz not null,
    total      integer not null default 0,
    done       integer not null default 0,
    found      integer not null default 0,
    ended_at   timestamptz
);
create unique index match_look_one on network.match_look ((true)) where ended_at is null;
create index on network.match_look (org_id);

do $$
declare t text;
begin
    foreach t in array array['match_key', 'match', 'merge', 'match_look'] loop
        execute format('alter table network.%I enable row level security, force row level security', t);
        execute format('create policy seen on network.%I for select to openilm_app using ((select network.sees_all()))', t);
        execute format('create policy own_i on network.%I for insert to openilm_app with check (org_id = access.org())', t);
        execute format('create policy own_u on network.%I for update to openilm_app using (org_id = access.org())', t);
        execute format('create policy own_d on network.%I for delete to openilm_app using (org_id = access.org())', t);
        execute format('create policy door on network.%I to openilm_door using (true) with check (true)', t);
        execute format('grant select, insert, update on network.%I to openilm_app, openilm_door', t);
    end loop;
end $$;
grant delete on network.match_key to openilm_app, openilm_door;
grant delete on network.match to openilm_door;

-- Where an id leads today: through however many merges, to the last. An id that was never merged leads to itself.
create function network.site_now(site uuid) returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    with recursive way(id, next) as (
        select s.id, s.merged_into from network.site s where s.id = site
        union
        select s.id, s.merged_into from way w join network.site s on s.id = w.next
    )
    select coalesce((select w.id from way w where w.next is null), site)
$$;
create function network.organization_now(organization uuid) returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    with recursive way(id, next) as (
        select o.id, o.merged_into from access.organization o where o.id = organization
        union
        select o.id, o.merged_into from way w join access.organization o on o.id = w.next
    )
    select coalesce((select w.id from way w where w.next is null), organization)
$$;

-- The columns by which rows of the directory point at a site or an organization, as the schema itself says. Only tables that follow merges
-- (see network.follows_merges): what an import read stays what it read.
create function network.pointers(kind text) returns table (relation regclass, col text, by_kind boolean, key_columns text[])
language sql stable set search_path = pg_catalog, pg_temp as $$
    select c.oid::regclass, a.attname::text, a.attname = 'subject_id',
           (select array_agg(k.attname::text order by k.attnum) from pg_index i join pg_attribute k on k.attrelid = c.oid and k.attnum = any(i.indkey::smallint[]) where i.indrelid = c.oid and i.indisprimary)
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where n.nspname = 'network' and c.relkind = 'r' and obj_description(c.oid, 'pg_class') = 'follows merges'
       and (a.attname = 'subject_id'
            or (kind = 'site' and (a.attname = 'site_id' or exists (
                select 1 from pg_constraint f where f.conrelid = c.oid and f.contype = 'f' and f.confrelid = 'network.site'::regclass and f.conkey = array[a.attnum] and a.attname <> 'merged_into')))
            or (kind = 'organization' and (a.attname = 'org_id' or exists (
                select 1 from pg_constraint f where f.conrelid = c.oid and f.contype = 'f' and f.confrelid = 'access.organization'::regclass and f.conkey = array[a.attnum] and a.attname <> 'merged_into'))))
     order by 1, 2
$$;

-- A table whose rows move with what they belong to.
create procedure network.follows_merges(relation regclass) language plpgsql as $$
begin
    execute format('comment on table %s is ''follows merges''', relation);
    execute format('grant select, update on %s to openilm_door', relation);
    execute format('drop policy if exists merging on %s', relation);
    execute format('create policy merging on %s to openilm_door using (true) with check (true)', relation);
end $$;
do $$
declare t regclass;
begin
    for t in select c.oid::regclass from pg_class c join pg_namespace n on n.oid = c.relnamespace
              where n.nspname = 'network' and c.relkind = 'r' and c.relname not in ('match_key', 'match', 'merge', 'match_look') loop
        call network.follows_merges(t);
    end loop;
end $$;
grant insert, delete on network.name to openilm_door;
grant update (scope_id) on access.role_grant to openilm_door;
grant update (site_id) on access.invitation to openilm_door;
grant update (merged_into, active, version) on access.organization to openilm_door;
grant select on dossier.dossier to openilm_door;
create policy merging on dossier.dossier for select to openilm_door using (true);

-- Moves every row that points at one thing to another. A row that the other already has (the same day's headcount, the same identifier, a
-- relation that would lead to itself) stays where it is, and is there again after a split.
create function network.move_rows(kind text, old uuid, survivor uuid) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare p record; r record; moved jsonb := '[]'; place text; key jsonb;
begin
    for p in select * from network.pointers(kind) loop
        for r in execute format('select to_jsonb(x) as was from %s x where x.%I = $1 and ($2::text is null or to_jsonb(x) ->> ''subject_kind'' = $2)', p.relation, p.col)
                 using old, case when p.by_kind then kind end loop
            select string_agg(format('%I = %L', k, r.was ->> k), ' and ') into place from unnest(p.key_columns) k;
            begin
                execute format('update %s set %I = $1 where %s', p.relation, p.col, place) using survivor;
                select jsonb_object_agg(k, case when k = p.col then to_jsonb(survivor) else r.was -> k end) into key from unnest(p.key_columns) k;
                moved := moved || jsonb_build_object('table', p.relation::text, 'key', key, 'column', p.col, 'was', old, 'now', survivor);
            exception when unique_violation or check_violation or exclusion_violation then null;
            end;
        end loop;
    end loop;
    return moved;
end $$;

create function network.count_rows(kind text, thing uuid) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare p record; n bigint; counts jsonb := '{}';
begin
    for p in select * from network.pointers(kind) loop
        execute format('select count(*) from %s x where x.%I = $1 and ($2::text is null or to_jsonb(x) ->> ''subject_kind'' = $2)', p.relation, p.col) into n using thing, case when p.by_kind then kind end;
        counts := counts || jsonb_build_object(p.relation::text || '.' || p.col, n);
    end loop;
    return counts;
end $$;

-- Puts back what a merge moved, the last first. What somebody changed since stays as it is.
create function network.put_back(moved jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare m jsonb; place text;
begin
    for m in select e.value from jsonb_array_elements(moved) with ordinality e(value, place) order by e.place desc loop
        select string_agg(format('%I = %L', k.key, k.value), ' and ') into place from jsonb_each_text(m -> 'key') k;
        if m ? 'made' then execute format('delete from %s where %s', m ->> 'table', place);
        else execute format('update %s set %I = %L where %s and %I = %L', m ->> 'table', m ->> 'column', m ->> 'was', place, m ->> 'column', m ->> 'now');
        end if;
    end loop;
end $$;

-- Makes a site one with another: all that points at it moves, its name and its OS ID stay known. The caller has asked every question before.
create function network.merge_sites(merge uuid, old uuid, survivor uuid, at timestamptz, by_person uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare o record; s record; own jsonb; moved jsonb; r record;
begin
    select * into o from network.site where id = old for update;
    select * into s from network.site where id = survivor for update;
    if o.merged_into is not null or s.merged_into is not null or o.country <> s.country or o.org_id <> s.org_id then raise exception 'these two sites cannot be one'; end if;
    own := network.count_rows('site', survivor);
    moved := network.move_rows('site', old, survivor);
    for r in select i.id from network.identifier i where i.subject_id = survivor and i.scheme = 'OsId'
                and moved @> jsonb_build_array(jsonb_build_object('table', 'network.identifier', 'key', jsonb_build_object('id', i.id)))
                and exists (select 1 from network.identifier k where k.subject_id = survivor and k.scheme = 'OsId' and k.id <> i.id)
                and not exists (select 1 from network.identifier k where k.subject_id = survivor and k.scheme = 'HistoricalOsId' and k.value = i.value) loop
        update network.identifier set scheme = 'HistoricalOsId' where id = r.id;
        moved := moved || jsonb_build_object('table', 'network.identifier', 'key', jsonb_build_object('id', r.id), 'column', 'scheme', 'was', 'OsId', 'now', 'HistoricalOsId');
    end loop;
    if lower(o.name) <> lower(s.name) then
        insert into network.name (id, org_id, subject_kind, subject_id, name, kind) values (merge, s.org_id, 'site', survivor, o.name, 'Alternative');
        moved := moved || jsonb_build_object('table', 'network.name', 'key', jsonb_build_object('id', merge), 'made', true);
    end if;
    for r in update access.role_grant set scope_id = survivor where scope_kind = 'site' and scope_id = old returning id loop
        moved := moved || jsonb_build_object('table', 'access.role_grant', 'key', jsonb_build_object('id', r.id), 'column', 'scope_id', 'was', old, 'now', survivor);
    end loop;
    for r in update access.invitation set site_id = survivor where site_id = old returning id loop
        moved := moved || jsonb_build_object('table', 'access.invitation', 'key', jsonb_build_object('id', r.id), 'column', 'site_id', 'was', old, 'now', survivor);
    end loop;
    update network.site set merged_into = survivor, active = false, version = version + 1 where id = old;
    update network.site set version = version + 1 where id = survivor;
    delete from network.match_key where subject_id = old;
    update network.match m set state = 'Merged', decided_by = by_person, decided_at = at, version = m.version + 1 where m.first_id = least(old, survivor) and m.second_id = greatest(old, survivor);
    insert into network.merge (id, org_id, subject_kind, old_id, survivor_id, merged_at, merged_by, was_active, moved, own)
        values (merge, s.org_id, 'site', old, survivor, at, by_person, o.active, moved, own);
end $$;

create function network.merge_organizations(merge uuid, old uuid, survivor uuid, at timestamptz, by_person uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare o record; s record; own jsonb; moved jsonb;
begin
    select * into o from access.organization where id = old for update;
    select * into s from access.organization where id = survivor for update;
    if o.merged_into is not null or s.merged_into is not null or o.country is distinct from s.country then raise exception 'these two organizations cannot be one'; end if;
    own := network.count_rows('organization', survivor);
    moved := network.move_rows('organization', old, survivor);
    if lower(o.name) <> lower(s.name) then
        insert into network.name (id, org_id, subject_kind, subject_id, name, kind) values (merge, survivor, 'organization', survivor, o.name, 'Alternative');
        moved := moved || jsonb_build_object('table', 'network.name', 'key', jsonb_build_object('id', merge), 'made', true);
    end if;
    update access.organization set merged_into = survivor, active = false, version = version + 1 where id = old;
    update access.organization set version = version + 1 where id = survivor;
    delete from network.match_key where subject_id = old;
    update network.match_key set org_id = survivor where org_id = old;
    update network.match m set state = 'Merged', decided_by = by_person, decided_at = at, version = m.version + 1 where m.first_id = least(old, survivor) and m.second_id = greatest(old, survivor);
    insert into network.merge (id, org_id, subject_kind, old_id, survivor_id, merged_at, merged_by, was_active, moved, own)
        values (merge, survivor, 'organization', old, survivor, at, by_person, o.active, moved, own);
end $$;

-- Undoes a merge: what moved goes back, the old id lives again. Answers how many rows came later and stay, by table.
create function network.split(which uuid, at timestamptz, by_person uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare m record; counts jsonb;
begin
    select * into m from network.merge where id = which and split_at is null for update;
    if not found then raise exception 'this merge is split already'; end if;
    perform network.put_back(m.moved);
    if m.subject_kind = 'site' then
        update network.site set merged_into = null, active = m.was_active, version = version + 1 where id = m.old_id;
        update network.site set version = version + 1 where id = m.survivor_id;
    else
        update access.organization set merged_into = null, active = m.was_active, version = version + 1 where id = m.old_id;
        update access.organization set version = version + 1 where id = m.survivor_id;
    end if;
    -- Whoever split them says that they are two.
    update network.match x set state = 'Apart', decided_by = by_person, decided_at = at, version = x.version + 1
     where x.first_id = least(m.old_id, m.survivor_id) and x.second_id = greatest(m.old_id, m.survivor_id);
    update network.merge set split_at = at, split_by = by_person, version = version + 1 where id = which;
    counts := network.count_rows(m.subject_kind, m.survivor_id);
    return (select coalesce(jsonb_object_agg(c.key, c.value::bigint - coalesce((m.own ->> c.key)::bigint, 0)) filter (where c.value::bigint > coalesce((m.own ->> c.key)::bigint, 0)), '{}') from jsonb_each_text(counts) c);
end $$;

-- Whether an organization is a tenant: people who may sign in, a vault, or anything sealed. Such a one is never merged away.
create function network.is_tenant(organization uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select exists (select 1 from access.person p where p.org_id = organization and p.active)
        or exists (select 1 from access.vault v where v.org_id = organization)
        or exists (select 1 from dossier.dossier d where d.org_id = organization)
$$;

-- Writes the keys of many at once, in whosever rows they stand.
create function network.put_match_keys(kind text, subjects uuid[], keyed uuid[], keys text[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    delete from network.match_key where subject_id = any(subjects);
    insert into network.match_key (org_id, subject_kind, subject_id, key)
        select case when kind = 'site' then (select s.org_id from network.site s where s.id = k.id) else k.id end, kind, k.id, k.key from unnest(keyed, keys) k(id, key)
        on conflict do nothing;
end $$;

-- Notes the pairs that are likely one, and forgets those that are no longer. What a person decided stays decided.
create function network.put_matches(kind text, firsts uuid[], seconds uuid[], scores double precision[], bar double precision, day date) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare n integer;
begin
    insert into network.match (id, org_id, subject_kind, first_id, second_id, score, found_on)
        select gen_random_uuid(), case when kind = 'site' then (select s.org_id from network.site s where s.id = p.a) else p.a end, kind, p.a, p.b, p.score, day
          from (select distinct on (least(x.a, x.b), greatest(x.a, x.b)) least(x.a, x.b) as a, greatest(x.a, x.b) as b, x.score from unnest(firsts, seconds, scores) x(a, b, score) where x.score >= bar) p
        on conflict (first_id, second_id) do update set score = excluded.score where network.match.state = 'Open' and network.match.score <> excluded.score;
    get diagnostics n = row_count;
    delete from network.match m using unnest(firsts, seconds, scores) x(a, b, score)
     where x.score < bar and m.state = 'Open' and m.first_id = least(x.a, x.b) and m.second_id = greatest(x.a, x.b);
    return n;
end $$;

grant create on schema network to openilm_door;
do $$
declare f regprocedure;
begin
    for f in select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
              where n.nspname = 'network' and p.proname in ('site_now', 'organization_now', 'pointers', 'move_rows', 'count_rows', 'put_back', 'merge_sites', 'merge_organizations', 'split', 'is_tenant', 'put_match_keys', 'put_matches') loop
        execute format('alter function %s owner to openilm_door', f);
        execute format('revoke execute on function %s from public', f);
    end loop;
end $$;
revoke create on schema network from openilm_door;
grant execute on function network.site_now(uuid), network.organization_now(uuid), network.merge_sites(uuid, uuid, uuid, timestamptz, uuid), network.merge_organizations(uuid, uuid, uuid, timestamptz, uuid),
    network.split(uuid, timestamptz, uuid), network.is_tenant(uuid), network.put_match_keys(text, uuid[], uuid[], text[]), network.put_matches(text, uuid[], uuid[], double precision[], double precision, date) to openilm_app;
