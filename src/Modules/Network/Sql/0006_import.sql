-- Facility lists: the file as it came, what each row turned out to be, and what the import made, so that it can be taken back.
alter table network.site add column facility_type text not null default '' check (length(facility_type) <= 200);
-- Deleting a site asks every relation whether it names it.
create index if not exists relation_site on network.relation (site_id) where site_id is not null;
create index if not exists identifier_import on network.identifier (import_id) where import_id is not null;
create index if not exists name_import on network.name (import_id) where import_id is not null;

create table network.import (
    id           uuid primary key,
    org_id       uuid not null references access.organization,
    -- Who sends lists like this one, in the importer's own words: its columns are remembered under that name.
    source       text not null check (length(source) between 1 and 100),
    file_name    text not null check (length(file_name) between 1 and 200),
    format       text not null check (format in ('Csv', 'Xlsx', 'Xls')),
    -- How a text file was read: its characters and what stands between its cells.
    encoding     text not null default '',
    delimiter    text not null default '',
    state        text not null check (state in ('Mapping', 'Checking', 'Ready', 'Applying', 'Applied', 'Undoing', 'Undone', 'Failed')),
    -- A keeper of the directory imports for the network; a buyer its own suppliers.
    wide         boolean not null,
    sheets       text[] not null,
    sheet        smallint not null default 0,
    header_row   integer not null default 0,
    -- For each column of the sheet the field it holds, '' for none.
    columns      text[] not null default '{}',
    lines        integer not null,
    done         integer not null default 0,
    total        integer not null default 0,
    -- Why it failed or went back: a code of the texts.
    note         text not null default '',
    person_id    uuid not null,
    at           timestamptz not null,
    checked_at   timestamptz,
    acted_at     timestamptz,
    version      integer not null default 1
);
create index on network.import (org_id, at desc);
create index on network.import (state) where state in ('Checking', 'Applying', 'Undoing');

-- The cells as they came.
create table network.import_line (
    import_id uuid not null references network.import,
    org_id    uuid not null,
    sheet     smallint not null,
    line      integer not null,
    cells     jsonb not null,
    primary key (import_id, sheet, line)
);

-- What a row says and what it turned out to be.
create table network.import_row (
    import_id     uuid not null references network.import,
    org_id        uuid not null,
    line          integer not null,
    outcome       text not null check (outcome in ('New', 'Same', 'Changed', 'Error', 'Repeat')),
    problems      jsonb not null,
    errors        smallint not null,
    warnings      smallint not null,
    -- Spaces that were mended without a word for each.
    mended        smallint not null,
    name          text not null default '',
    country       text not null default '',
    address       text not null default '',
    place         text not null default '',
    organization  text not null default '',
    org_kind      text not null default 'Supplier',
    sector        text not null default '',
    isic          text,
    facility_type text not null default '',
    time_zone     text not null default '',
    latitude      double precision,
    longitude     double precision,
    headcount     integer,
    os_id         text,
    duns          text,
    lei           text,
    tier          smallint,
    -- The row by what it is about: how the same list is known again.
    key           text not null default '',
    -- The site it is (or was made), and the one it may be.
    site_id       uuid,
    site_org      uuid,
    site_version  integer,
    candidate_id  uuid,
    score         double precision,
    reasons       text not null default '',
    -- Whether a buyer's list makes a relation of this row.
    relates       boolean not null default false,
    -- Whether the site it is does not know this name yet.
    other_name    boolean not null default false,
    decision      text not null default 'New' check (decision in ('New', 'Same')),
    -- What an applied row changed: the state before, to go back to.
    before        jsonb,
    made_version  integer,
    stayed        text not null default '',
    primary key (import_id, line)
);
create index on network.import_row (org_id, key) where site_id is not null;
create index on network.import_row (import_id, outcome, line);
create index on network.import_row (site_id) where site_id is not null;

-- Which heading means which field, for each source of an organization.
create table network.import_source (
    org_id  uuid not null references access.organization,
    source  text not null,
    heading text not null,
    field   text not null,
    primary key (org_id, source, heading)
);

do $$
declare t text;
begin
    foreach t in array array['import', 'import_line', 'import_row', 'import_source'] loop
        execute format('alter table network.%I enable row level security, force row level security', t);
        execute format('create policy own on network.%I to openilm_app using (org_id = access.org()) with check (org_id = access.org())', t);
        execute format('grant select, insert, update, delete on network.%I to openilm_app', t);
    end loop;
    foreach t in array array['import', 'import_row', 'identifier', 'name', 'relation', 'site'] loop
        execute format('create policy importing on network.%I to openilm_door using (true) with check (true)', t);
    end loop;
end $$;
revoke delete on network.import from openilm_app;
grant select, update on network.import, network.import_row to openilm_door;
grant select, insert, update, delete on network.site, network.identifier, network.name, network.relation to openilm_door;
grant select, insert, update, delete on access.organization to openilm_door;
grant usage on schema access to openilm_door;

-- What waits for a node to take it up, whosever it is.
create function network.imports_waiting() returns table (id uuid, org_id uuid, state text, wide boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select i.id, i.org_id, i.state, i.wide from network.import i where i.state in ('Checking', 'Applying', 'Undoing') order by i.at
$$;

-- Whether any import changed the directory since: then a preview no longer says what would happen.
create function network.directory_moved(since timestamptz) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select exists (select 1 from network.import i where i.acted_at > since)
$$;

-- The sites that a list is compared with: all of a country for whoever keeps the directory, else those the importer sees. An exact match
-- is found for everybody, or two importers would make one factory twice; p_all says so.
create function network.import_sites(p_countries text[], p_all boolean) returns table (
    id uuid, org_id uuid, organization text, name text, country text, address text, place text, sector text, isic text, facility_type text,
    time_zone text, latitude double precision, longitude double precision, headcount integer, version integer, seen boolean, own boolean,
    identifiers text[], other_names text[])
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    with ids as (
        select i.subject_id, array_agg(i.scheme || ':' || i.value) as identifiers
          from network.identifier i where i.subject_kind = 'site' and i.scheme in ('OsId', 'HistoricalOsId', 'Duns', 'Lei') group by i.subject_id
    ), names as (
        select n.subject_id, array_agg(n.name) as other_names from network.name n where n.subject_kind = 'site' group by n.subject_id
    ), mine as (
        select s.organization from (select network.seen() as organization) s where not p_all
    )
    select s.id, s.org_id, o.name, s.name, s.country, s.address, s.place, s.sector, s.isic, s.facility_type, s.time_zone, s.latitude, s.longitude, s.headcount, s.version,
           p_all or s.org_id in (select m.organization from mine m),
           p_all or exists (select 1 from network.import i where i.id = s.import_id and i.org_id = access.org()),
           coalesce(x.identifiers, '{}'), coalesce(n.other_names, '{}')
      from network.site s join access.organization o on o.id = s.org_id
      left join ids x on x.subject_id = s.id
      left join names n on n.subject_id = s.id
     where s.country = any (p_countries) and s.merged_into is null
$$;

-- Applies a checked import of the caller's own organization: everything or nothing. The counts it answers with are the audit's.
create function network.apply_import(p_import uuid, p_today date)
returns table (sites integer, organizations integer, changed integer, relations integer)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare it network.import%rowtype; n_sites integer; n_orgs integer; n_changed integer; n_relations integer; n integer;
begin
    -- One import at a time writes the directory.
    perform pg_advisory_xact_lock(7041006);
    select * into it from network.import i where i.id = p_import and i.org_id = access.org() and i.state = 'Applying' for update;
    if not found then raise exception 'no such import' using errcode = 'P0002'; end if;
    if exists (select 1 from network.import i where i.acted_at > it.checked_at) then raise exception 'import.directory-moved' using errcode = 'OI001'; end if;

    -- A person said of a likely duplicate that it is the same.
    update network.import_row r set outcome = 'Same', site_id = r.candidate_id, site_org = s.org_id, site_version = s.version
      from network.site s
     where r.import_id = p_import and r.outcome = 'New' and r.decision = 'Same' and s.id = r.candidate_id;

    insert into access.organization (id, kind, name, country, isic, import_id)
    select gen_random_uuid(), d.org_kind, d.organization, d.country, d.isic, p_import
      from (select distinct on (lower(r.organization), r.country) r.organization, r.country, r.org_kind, r.isic from network.import_row r
             where r.import_id = p_import and r.outcome = 'New' order by lower(r.organization), r.country, r.line) d
     where not exists (select 1 from access.organization o where lower(o.name) = lower(d.organization) and coalesce(o.country, '') = d.country and o.merged_into is null);
    get diagnostics n_orgs = row_count;

    update network.import_row r set site_id = gen_random_uuid(), site_org = o.id, made_version = 1
      from access.organization o
     where r.import_id = p_import and r.outcome = 'New' and lower(o.name) = lower(r.organization) and coalesce(o.country, '') = r.country and o.merged_into is null;
    insert into network.site (id, org_id, name, country, place, time_zone, sector, headcount, counted_on, address, latitude, longitude, isic, facility_type, import_id)
    select r.site_id, r.site_org, r.name, r.country, r.place, r.time_zone, r.sector, r.headcount, case when r.headcount is null then null else p_today end,
           r.address, r.latitude, r.longitude, r.isic, r.facility_type, p_import
      from network.import_row r where r.import_id = p_import and r.outcome = 'New';
    get diagnostics n_sites = row_count;

    -- Later words replace earlier ones; an empty cell says nothing.
    update network.import_row r set made_version = s.version + 1, before = jsonb_build_object('address', s.address, 'place', s.place, 'sector', s.sector, 'isic', s.isic,
           'facility_type', s.facility_type, 'latitude', s.latitude, 'longitude', s.longitude, 'headcount', s.headcount, 'counted_on', s.counted_on)
      from network.site s
     where r.import_id = p_import and r.outcome = 'Changed' and s.id = r.site_id and s.version = r.site_version;
    get diagnostics n_changed = row_count;
    select count(*) into n from network.import_row r where r.import_id = p_import and r.outcome = 'Changed';
    if n <> n_changed then raise exception 'import.directory-moved' using errcode = 'OI001'; end if;
    update network.site s set
           address = coalesce(nullif(r.address, ''), s.address), place = coalesce(nullif(r.place, ''), s.place), sector = coalesce(nullif(r.sector, ''), s.sector),
           isic = coalesce(r.isic, s.isic), facility_type = coalesce(nullif(r.facility_type, ''), s.facility_type),
           latitude = coalesce(r.latitude, s.latitude), longitude = coalesce(r.longitude, s.longitude),
           headcount = coalesce(r.headcount, s.headcount), counted_on = case when r.headcount is null then s.counted_on else p_today end, version = s.version + 1
      from network.import_row r
     where r.import_id = p_import and r.outcome = 'Changed' and s.id = r.site_id;

    -- Identifiers and the other name go to sites this importer may write: its own and, for keepers, all.
    insert into network.identifier (id, org_id, subject_kind, subject_id, scheme, value, country, source, import_id)
    select gen_random_uuid(), r.site_org, 'site', r.site_id, v.scheme, v.value, case when v.scheme = 'OsId' then left(v.value, 2) end, it.source, p_import
      from network.import_row r cross join lateral (values ('OsId', r.os_id), ('Duns', r.duns), ('Lei', r.lei)) v(scheme, value)
     where r.import_id = p_import and r.site_id is not null and v.value is not null and (it.wide or r.outcome in ('New', 'Changed'))
    on conflict do nothing;
    insert into network.name (id, org_id, subject_kind, subject_id, name, kind, import_id)
    select distinct on (r.site_id, lower(r.name)) gen_random_uuid(), r.site_org, 'site', r.site_id, r.name, 'Alternative', p_import
      from network.import_row r
     where it.wide and r.other_name and r.import_id = p_import and r.outcome in ('Same', 'Changed')
       and not exists (select 1 from network.name n where n.subject_id = r.site_id and lower(n.name) = lower(r.name))
     order by r.site_id, lower(r.name), r.line;

    n_relations := 0;
    if not it.wide then
        insert into network.relation (id, org_id, to_org, site_id, role, from_day, tier, source, confidence, import_id)
        select distinct on (r.site_id) gen_random_uuid(), it.org_id, r.site_org, r.site_id, 'buysFrom', p_today, coalesce(r.tier, 1), it.source, 'Stated', p_import
          from network.import_row r
         where r.import_id = p_import and r.site_id is not null and r.outcome in ('New', 'Same', 'Changed') and r.site_org <> it.org_id
           and not exists (select 1 from network.relation e where e.org_id = it.org_id and e.to_org = r.site_org and e.role = 'buysFrom'
                            and (e.site_id is null or e.site_id = r.site_id) and (e.until_day is null or e.until_day >= p_today))
         order by r.site_id, r.line;
        get diagnostics n_relations = row_count;
    end if;
    return query select n_sites, n_orgs, n_changed, n_relations;
end $$;

-- Deletes what nothing refers to and answers with the rest: all at once where that goes, else by halves down to the ones that are held.
create function network.import_drop(p_kind text, p_ids uuid[]) returns setof uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare half integer := cardinality(p_ids) / 2;
begin
    if cardinality(p_ids) = 0 then return; end if;
    begin
        -- What the search for duplicates notes of an entry goes with it, or nothing would ever go.
        if p_kind <> 'relation' then
            delete from network.match m where (m.first_id = any (p_ids) or m.second_id = any (p_ids)) and m.state <> 'Merged';
            delete from network.match_key k where k.subject_id = any (p_ids);
        end if;
        if p_kind = 'site' then delete from network.site s where s.id = any (p_ids);
        elsif p_kind = 'relation' then delete from network.relation r where r.id = any (p_ids);
        else delete from access.organization o where o.id = any (p_ids);
        end if;
        return;
    exception when foreign_key_violation then null;
    end;
    if half = 0 then return next p_ids[1]; return; end if;
    return query select * from network.import_drop(p_kind, p_ids[1:half]);
    return query select * from network.import_drop(p_kind, p_ids[half + 1:]);
end $$;

-- Takes an applied import of the caller's organization back. p_used: what other modules say is in use. What stays is marked with its reason.
create function network.undo_import(p_import uuid, p_used uuid[])
returns table (sites integer, organizations integer, changed integer, relations integer, stayed integer)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare it network.import%rowtype; ids uuid[]; held uuid[]; n_sites integer; n_orgs integer; n_changed integer; n_relations integer; n_stayed integer;
begin
    n_sites := 0; n_orgs := 0;
    perform pg_advisory_xact_lock(7041006);
    select * into it from network.import i where i.id = p_import and i.org_id = access.org() and i.state = 'Undoing' for update;
    if not found then raise exception 'no such import' using errcode = 'P0002'; end if;

    select coalesce(array_agg(r.id), '{}') into ids from network.relation r where r.import_id = p_import and r.version = 1;
    select coalesce(array_agg(d), '{}') into held from network.import_drop('relation', ids) d;
    n_relations := cardinality(ids) - cardinality(held);

    -- What a buyer's list added stays, all of it alike: were only the unused taken away, the buyer could read off which factory a worker has
    -- spoken of. Its relations go and its changes go back; keepers of the directory take entries away.
    if it.wide then
        update network.import_row r set stayed = case
                 when s.version <> 1 or s.merged_into is not null then 'edited'
                 when s.id = any (p_used)
                   or exists (select 1 from access.role_grant g where g.scope_id = s.id)
                   or exists (select 1 from access.invitation v where v.site_id = s.id and v.used_at is null)
                   or exists (select 1 from network.identifier x where x.subject_id = s.id and x.import_id is distinct from p_import)
                   or exists (select 1 from network.name x where x.subject_id = s.id and x.import_id is distinct from p_import)
                   or exists (select 1 from network.import_row x join network.import y on y.id = x.import_id
                               where x.site_id = s.id and x.import_id <> p_import and y.state = 'Applied') then 'used'
                 else '' end
          from network.site s where r.import_id = p_import and r.outcome = 'New' and s.id = r.site_id;
        select coalesce(array_agg(r.site_id), '{}') into ids from network.import_row r where r.import_id = p_import and r.outcome = 'New' and r.stayed = '' and r.site_id is not null;
        select coalesce(array_agg(d), '{}') into held from network.import_drop('site', ids) d;
        update network.import_row r set stayed = 'used' where r.import_id = p_import and r.site_id = any (held);
        n_sites := cardinality(ids) - cardinality(held);
    end if;

    update network.import_row r set stayed = 'edited' from network.site s
     where r.import_id = p_import and r.outcome = 'Changed' and s.id = r.site_id and s.version <> r.made_version;
    update network.site s set address = r.before ->> 'address', place = r.before ->> 'place', sector = r.before ->> 'sector', isic = r.before ->> 'isic',
           facility_type = r.before ->> 'facility_type', latitude = (r.before ->> 'latitude')::double precision, longitude = (r.before ->> 'longitude')::double precision,
           headcount = (r.before ->> 'headcount')::integer, counted_on = (r.before ->> 'counted_on')::date, version = s.version + 1
      from network.import_row r
     where r.import_id = p_import and r.outcome = 'Changed' and r.before is not null and s.id = r.site_id and s.version = r.made_version;
    get diagnostics n_changed = row_count;

    if it.wide then
        delete from network.identifier x where x.import_id = p_import
           and not exists (select 1 from network.import_row r where r.import_id = p_import and r.site_id = x.subject_id and r.stayed <> '');
        delete from network.name x where x.import_id = p_import
           and not exists (select 1 from network.import_row r where r.import_id = p_import and r.site_id = x.subject_id and r.stayed <> '');

        select coalesce(array_agg(o.id), '{}') into ids from access.organization o
         where o.import_id = p_import and o.version = 1 and not (o.id = any (p_used))
           and not exists (select 1 from network.identifier x where x.subject_id = o.id) and not exists (select 1 from network.name x where x.subject_id = o.id);
        select coalesce(array_agg(d), '{}') into held from network.import_drop('organization', ids) d;
        n_orgs := cardinality(ids) - cardinality(held);
        -- What went is no longer known by its key; what stayed is.
        update network.import_row r set site_id = null, site_org = null where r.import_id = p_import and (r.outcome <> 'New' or r.stayed = '');
    end if;
    select count(*) into n_stayed from network.import_row r where r.import_id = p_import and r.stayed <> '';
    return query select n_sites, n_orgs, n_changed, n_relations, n_stayed;
end $$;

grant create on schema network to openilm_door;
alter function network.imports_waiting() owner to openilm_door;
alter function network.directory_moved(timestamptz) owner to openilm_door;
alter function network.import_sites(text[], boolean) owner to openilm_door;
alter function network.apply_import(uuid, date) owner to openilm_door;
alter function network.import_drop(text, uuid[]) owner to openilm_door;
alter function network.undo_import(uuid, uuid[]) owner to openilm_door;
revoke create on schema network from openilm_door;
revoke execute on function network.import_drop(text, uuid[]) from public;
grant execute on function network.import_drop(text, uuid[]) to openilm_door;
grant execute on function network.imports_waiting(), network.directory_moved(timestamptz), network.import_sites(text[], boolean), network.apply_import(uuid, date), network.undo_import(uuid, uuid[]) to openilm_app;
