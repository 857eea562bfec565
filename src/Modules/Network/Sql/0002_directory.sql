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
    add column version integer not null default 1;
create index relation_import on network.relation (import_id) where import_id is not null;

-- A supplier shows a relation of its own (its recruiters, its sub-suppliers' agents) to a customer it chose.
create table network.disclosure (
    id          uuid primary key,
    org_id      uuid not null references access.organization,
    relation_id uuid not null references network.relation,
    customer_id uuid not null references access.organization,
    from_day    date not null,
    until_day   date
);
create index on network.disclosure (customer_id);
create index on network.disclosure (relation_id);
create index on network.disclosure (org_id);

-- Who sees all of the directory: those who run cases, who keep the network, and the program itself.
create function network.sees_all() returns boolean language sql stable parallel safe
    return access.holds('CaseHandler') or access.holds('Supervisor') or access.holds('NetworkConvenor') or access.holds('Operator')
        or coalesce(current_setting('app.person', true), '') = '';

-- The supply chain of an organization as it follows from the graph today: whom it buys from, whom those buy from, and what any of them
-- owns, to any depth. The one place that says so; nobody keeps a list.
create function network.chain(root uuid) returns table (organization uuid, depth integer)
language sql stable security definer set search_path = pg_catalog, pg_temp rows 2000 as $$
    with recursive down(organization, depth, path_ends) as (
        select root, 0, false
        union
        select r.to_org, d.depth + 1, d.depth >= 11
          from down d join network.relation r on r.org_id = d.organization
         where not d.path_ends and r.role in ('buysFrom', 'owns') and r.from_day <= current_date and (r.until_day is null or r.until_day >= current_date)
    )
    select organization, min(depth) from down group by organization
$$;

-- Every organization a business sees: itself, its chain, whoever is related to it directly today, the sub-agents of those who recruit for
-- it, and what a supplier disclosed to it. Asked once a statement, not once a row.
create function network.seen() returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp rows 2000 as $$
    with recursive live as not materialized (
        select r.id, r.org_id, r.to_org, r.role from network.relation r
         where r.from_day <= current_date and (r.until_day is null or r.until_day >= current_date)
    ), chain(organization) as (
        select access.org()
        union
        select l.to_org from chain c join live l on l.org_id = c.organization where l.role in ('buysFrom', 'owns')
    ), agents(organization) as (
        select l.org_id from live l where l.to_org = access.org() and l.role = 'recruitsFor'
        union
        select l.org_id from agents a join live l on l.to_org = a.organization where l.role = 'subAgentOf'
    )
    select c.organization from chain c
    union select l.to_org from live l where l.org_id = access.org()
    union select l.org_id from live l where l.to_org = access.org()
    union select a.organization from agents a
    union select l.org_id from network.disclosure d join live l on l.id = d.relation_id
           where d.customer_id = access.org() and d.from_day <= current_date and (d.until_day is null or d.until_day >= current_date)
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
revoke create on schema network from openilm_door;
-- Whose chain it is stands in the question: a caller asks for its own, and the rows it then reads are judged by their own policies.
revoke execute on function network.chain(uuid) from public;
grant execute on function network.sees_all(), network.seen(), network.chain(uuid) to openilm_app, openilm_door;

drop policy seen on network.site;
create policy seen on network.site for select to openilm_app
    using (org_id = access.org() or (select network.sees_all()) or org_id in (select network.seen()));
-- A relation is seen by whoever sees both its ends. Who recruits for a supplier is the supplier's own affair until it discloses it.
drop policy seen on network.relation;
create policy seen on network.relation for select to openilm_app
    using (org_id = access.org() or to_org = access.org() or (select network.sees_all())
           or (role <> 'recruitsFor' and org_id in (select network.seen()) and to_org in (select network.seen()))
           or id in (select d.relation_id from network.disclosure d where d.customer_id = access.org()
                      and d.from_day <= current_date and (d.until_day is null or d.until_day >= current_date)));

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
