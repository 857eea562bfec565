-- The directory in full: sites with address and position, names in several scripts, identifiers, and the graph of relations over time.
alter table network.site
    add column address text not null default '' check (length(address) <= 500),
    add column latitude double precision check (latitude between -90 and 90),
    add column longitude double precision check (longitude between -180 and 180),
    add column isic text check (isic ~ '^[A-U]$'),
    add column merged_into uuid references network.site,
    add column import_id uuid,
    add check ((latitude is null) = (longitude is null));
create index site_merged on network.site (merged_into) where merged_into is not null;
create index site_import on network.site (import_id) where import_id is not null;

-- Other names of an organization or a site: scripts, former names, trade names. org_id is the organization in whose rows it stands.
create table network.name (
    id           uuid primary key,
    org_id       uuid not null references access.organization,
    subject_kind text not null check (subject_kind in ('organization', 'site')),
    subject_id   uuid not null,
    name         text not null check (length(name) between 1 and 200),
    kind         text not null check (kind in ('Alternative', 'Former', 'Transliteration')),
    -- BCP 47; und when nobody said.
    language     text not null default 'und',
    until_day    date,
    import_id    uuid
);
create index on network.name (subject_id);
create index on network.name (org_id);

-- Identifiers that others gave. One subject may hold several of a scheme over time (an OS ID that moved).
create table network.identifier (
    id           uuid primary key,
    org_id       uuid not null references access.organization,
    subject_kind text not null check (subject_kind in ('organization', 'site')),
    subject_id   uuid not null,
    scheme       text not null check (scheme in ('OsId', 'HistoricalOsId', 'Duns', 'Lei', 'RecruiterLicence', 'Other')),
    value        text not null check (length(value) between 1 and 100),
    -- Of a licence: who gave it, where it holds, from when until when.
    authority    text,
    country      text check (country ~ '^[A-Z]{2}$'),
    issued_on    date,
    expires_on   date,
    source       text not null default '',
    import_id    uuid,
    unique (subject_id, scheme, value)
);
create index on network.identifier (scheme, value);
create index on network.identifier (org_id);

-- Relations: from whose rows they stand in, to whom, at which site.
alter table network.relation drop constraint relation_role_check;
update network.relation set role = 'representsWorkersAt' where role = 'represents';
alter table network.relation
    add constraint relation_role_check check (role in ('buysFrom', 'owns', 'employsAt', 'recruitsFor', 'subAgentOf', 'providesServiceTo', 'representsWorkersAt', 'runsChannelAt')),
    -- Of buysFrom, as the buyer counts it: 1 is direct.
    add column tier smallint check (tier between 1 and 9),
    -- Where it is known from, in words, and how sure.
    add column source text not null default '',
    add column confidence text not null default 'Stated' check (confidence in ('Stated', 'Documented', 'Verified')),
    add column import_id uuid,
    -- Somebody ended it: at once, whatever its last day says. Otherwise it holds until the end of its last day.
    add column ended boolean not null default false,
    add column version integer not null default 1;
create index relation_import on network.relation (import_id) where import_id is not null;

-- A supplier shows a relation of its own (its recruiters, its sub-suppliers' agents) to a customer it chose.
create table network.disclosure (
    id          uuid primary key,
    org_id      uuid not null references access.organization,
    relation_id uuid not null references network.relation,
    customer_id uuid not null references access.organization,
    from_day    date not null,
    until_day   date,
    ended       boolean not null default false
);
create index on network.disclosure (customer_id);
create index on network.disclosure (relation_id);
create index on network.disclosure (org_id);

-- Who sees all of the directory: those who run cases, who keep the network, and the program itself.
create function network.sees_all() returns boolean language sql stable parallel safe
    return access.holds('CaseHandler') or access.holds('Supervisor') or access.holds('NetworkConvenor') or access.holds('Operator')
        or coalesce(current_setting('app.person', true), '') = '';

-- Whether a relation holds today. Small enough to be written into the query that asks.
create function network.is_live(from_day date, until_day date, ended boolean) returns boolean language sql stable parallel safe
    return not ended and from_day <= current_date and (until_day is null or until_day >= current_date);

-- The supply chain of an organization as it follows from the graph today: whom it buys from, whom those buy from, and what any of them
-- owns, to any depth. The one place that says so; nobody keeps a list. Answered to the organization itself and to whoever sees all.
create function network.chain(root uuid) returns table (organization uuid, depth integer)
language sql stable security definer set search_path = pg_catalog, pg_temp rows 2000 as $$
    with recursive down(organization, depth, path_ends) as (
        select root, 0, false where root = access.org() or network.sees_all()
        union
        select r.to_org, d.depth + 1, d.depth >= 11
          from down d join network.relation r on r.org_id = d.organization
         where not d.path_ends and r.role in ('buysFrom', 'owns') and network.is_live(r.from_day, r.until_day, r.ended)
    )
    select organization, min(depth) from down group by organization
$$;

-- The sites of that chain. A relation that names a site reaches that site alone. Nobody can estimate how long a chain is, and a guess too high
-- would read every site there is instead of looking up those of the chain: so it looks up.
create function network.chain_sites(root uuid) returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp set enable_hashjoin = off set enable_mergejoin = off rows 2000 as $$
    with recursive live as not materialized (
        select r.org_id, r.to_org, r.site_id from network.relation r
         where r.role in ('buysFrom', 'owns') and network.is_live(r.from_day, r.until_day, r.ended)
    ), chain(organization) as (
        select root where root = access.org() or network.sees_all()
        union
        select l.to_org from chain c join live l on l.org_id = c.organization
    )
    select distinct s.id from chain c join live l on l.org_id = c.organization
      join network.site s on s.org_id = l.to_org and (l.site_id is null or l.site_id = s.id) and s.merged_into is null
$$;

-- The relations that suppliers disclosed to this organization: only while it buys from them, and while the relation itself holds.
create function network.disclosed() returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp rows 50 as $$
    select d.relation_id
      from network.disclosure d
      join network.relation r on r.id = d.relation_id and network.is_live(r.from_day, r.until_day, r.ended)
     where d.customer_id = access.org() and network.is_live(d.from_day, d.until_day, d.ended)
       and exists (select 1 from network.relation b where b.org_id = d.customer_id and b.to_org = d.org_id and b.role = 'buysFrom'
                    and network.is_live(b.from_day, b.until_day, b.ended))
$$;

-- Every organization a business sees: itself, its chain, whoever is related to it directly today, those who recruit for it and what
-- suppliers disclosed to it, with the sub-agents of both. Asked once a statement, not once a row.
create function network.seen() returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp rows 2000 as $$
    with recursive live as not materialized (
        select r.id, r.org_id, r.to_org, r.role from network.relation r where network.is_live(r.from_day, r.until_day, r.ended)
    ), chain(organization) as (
        select access.org()
        union
        select l.to_org from chain c join live l on l.org_id = c.organization where l.role in ('buysFrom', 'owns')
    ), agents(organization) as (
        select l.org_id from live l where l.to_org = access.org() and l.role = 'recruitsFor'
        union
        select l.org_id from live l where l.id in (select network.disclosed())
        union
        select l.org_id from agents a join live l on l.to_org = a.organization where l.role = 'subAgentOf'
    )
    select c.organization from chain c
    union select l.to_org from live l where l.org_id = access.org()
    union select l.org_id from live l where l.to_org = access.org()
    union select a.organization from agents a
$$;

-- The sites that concern an organization today, the contract between the rooms: its own, those of its chain, and those it recruits for or
-- employs at. A relation that names a site reaches that site alone. What a business is told about any other site is not its to read.
create function network.concerned_sites() returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp set enable_hashjoin = off set enable_mergejoin = off rows 2000 as $$
    with recursive live as not materialized (
        select r.org_id, r.to_org, r.site_id, r.role from network.relation r where network.is_live(r.from_day, r.until_day, r.ended)
    ), chain(organization) as (
        select access.org()
        union
        select l.to_org from chain c join live l on l.org_id = c.organization where l.role in ('buysFrom', 'owns')
    )
    select s.id from network.site s where s.org_id = access.org()
    union
    select s.id from chain c join live l on l.org_id = c.organization and l.role in ('buysFrom', 'owns')
      join network.site s on s.org_id = l.to_org and (l.site_id is null or l.site_id = s.id)
    union
    select s.id from live l join network.site s on s.org_id = l.to_org and (l.site_id is null or l.site_id = s.id)
     where l.org_id = access.org() and l.role in ('recruitsFor', 'employsAt')
$$;

create or replace function network.may_see(organization uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select organization = access.org() or network.sees_all() or organization in (select network.seen())
$$;

grant create on schema network to openilm_door;
grant select on network.site, network.disclosure to openilm_door;
create policy door on network.site for select to openilm_door using (true);
create policy door on network.disclosure for select to openilm_door using (true);
alter function network.chain(uuid) owner to openilm_door;
alter function network.seen() owner to openilm_door;
alter function network.chain_sites(uuid) owner to openilm_door;
alter function network.disclosed() owner to openilm_door;
alter function network.concerned_sites() owner to openilm_door;
revoke create on schema network from openilm_door;
revoke execute on function network.chain(uuid), network.chain_sites(uuid) from public;
grant execute on function network.sees_all(), network.seen(), network.disclosed(), network.concerned_sites(), network.is_live(date, date, boolean), network.chain(uuid), network.chain_sites(uuid) to openilm_app, openilm_door;

drop policy seen on network.site;
create policy seen on network.site for select to openilm_app
    using (org_id = access.org() or (select network.sees_all()) or org_id in (select network.seen()));
-- A relation is seen by whoever sees both its ends. Who recruits for a supplier is the supplier's own affair until it discloses it.
drop policy seen on network.relation;
create policy seen on network.relation for select to openilm_app
    using (org_id = access.org() or to_org = access.org() or (select network.sees_all())
           or (role <> 'recruitsFor' and org_id in (select network.seen()) and to_org in (select network.seen()))
           or id in (select network.disclosed()));

alter table network.name enable row level security, force row level security;
alter table network.identifier enable row level security, force row level security;
alter table network.disclosure enable row level security, force row level security;
create policy seen on network.name for select to openilm_app using (org_id = access.org() or (select network.sees_all()) or org_id in (select network.seen()));
create policy seen on network.identifier for select to openilm_app using (org_id = access.org() or (select network.sees_all()) or org_id in (select network.seen()));
create policy seen on network.disclosure for select to openilm_app using (org_id = access.org() or (select network.sees_all()) or customer_id = access.org());
do $$
declare t text;
begin
    foreach t in array array['name', 'identifier', 'disclosure'] loop
        execute format('create policy own_i on network.%I for insert to openilm_app with check (org_id = access.org())', t);
        execute format('create policy own_u on network.%I for update to openilm_app using (org_id = access.org())', t);
        execute format('create policy own_d on network.%I for delete to openilm_app using (org_id = access.org())', t);
    end loop;
end $$;
grant select, insert, update, delete on network.name, network.identifier, network.disclosure to openilm_app;
