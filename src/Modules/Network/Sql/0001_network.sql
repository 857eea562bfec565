-- The directory: sites, relations over time, voice of headcounts.
create schema network;
grant usage on schema network to openilm_app, openilm_door;

create table network.site (
    id          uuid primary key,
    org_id      uuid not null references access.organization,
    name        text not null check (length(name) between 1 and 200),
    country     text not null check (country ~ '^[A-Z]{2}$'),
    place       text not null default '',
    time_zone   text not null,
    sector      text not null default '',
    headcount   integer check (headcount >= 0),
    counted_on  date,
    active      boolean not null default true,
    version     integer not null default 1
);
create index on network.site (org_id);
create index on network.site (country, name);

create table network.relation (
    id       uuid primary key,
    org_id   uuid not null references access.organization,
    to_org   uuid not null references access.organization,
    site_id  uuid references network.site,
    role     text not null check (role in ('buysFrom', 'owns', 'recruitsFor', 'represents', 'runsChannelAt')),
    from_day date not null,
    until_day date,
    check (org_id <> to_org),
    check (until_day is null or until_day >= from_day)
);
create index on network.relation (org_id, role);
create index on network.relation (to_org, role);

-- One predicate for who may see a business in the directory: those who run cases or the network see all of it; a business sees itself
-- and its direct relations of today.
create function network.may_see(organization uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select organization = access.org()
        or access.holds('CaseHandler') or access.holds('Supervisor') or access.holds('NetworkConvenor') or access.holds('Operator')
        or current_setting('app.person', true) is null or current_setting('app.person', true) = ''
        or exists (select 1 from network.relation r
                    where r.from_day <= current_date and (r.until_day is null or r.until_day >= current_date)
                      and ((r.org_id = access.org() and r.to_org = organization) or (r.to_org = access.org() and r.org_id = organization)))
$$;
grant create on schema network to openilm_door;
grant select on network.relation to openilm_door;
alter function network.may_see(uuid) owner to openilm_door;
grant execute on function network.may_see(uuid) to openilm_app;

alter table network.site enable row level security, force row level security;
alter table network.relation enable row level security, force row level security;
-- The cheap half of the predicate stands inline, so that whoever runs cases does not pay a function call for each row.
create policy seen on network.site for select to openilm_app
    using (org_id = access.org() or access.holds('CaseHandler') or access.holds('Supervisor') or network.may_see(org_id));
create policy own_i on network.site for insert to openilm_app with check (org_id = access.org());
create policy own_u on network.site for update to openilm_app using (org_id = access.org());
create policy seen on network.relation for select to openilm_app using (network.may_see(org_id) and network.may_see(to_org));
create policy own_i on network.relation for insert to openilm_app with check (org_id = access.org());
create policy own_u on network.relation for update to openilm_app using (org_id = access.org());
create policy door on network.relation for select to openilm_door using (true);
grant select, insert, update on network.site, network.relation to openilm_app;
