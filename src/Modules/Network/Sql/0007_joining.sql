-- Joining the network: what an organization accepted, what it told about itself, and what buyers ask of their suppliers.
-- What follows when a partner does not comply, told before any issue arises (oversight, seed 001). One text is in force at a time.
create table network.consequences (
    id           uuid primary key,
    org_id       uuid not null references access.organization,
    version      integer not null unique,
    language     text not null,
    text         text not null check (length(text) between 1 and 20000),
    published_on date not null,
    published_by uuid not null
);
create index on network.consequences (org_id);

-- Never changed and never deleted: a later version is a later row.
create table network.acceptance (
    id          uuid primary key,
    org_id      uuid not null references access.organization,
    what        text not null check (what in ('Principles', 'Consequences')),
    version     integer not null,
    accepted_on date not null,
    person_id   uuid not null,
    -- In whose name, as typed: the person who signs in need not be the one who binds the organization.
    name        text not null check (length(name) between 1 and 200),
    title       text not null check (length(title) between 1 and 200),
    unique (org_id, what, version)
);

create table network.baseline (
    org_id    uuid not null references access.organization,
    code      text not null,
    text      text not null check (length(text) between 1 and 8000),
    day       date not null,
    person_id uuid not null,
    version   integer not null default 1,
    primary key (org_id, code)
);

-- What a buyer asks of a supplier, offers it and warns it of; and how clear and fair the supplier finds that.
create table network.requirement (
    id              uuid primary key,
    org_id          uuid not null references access.organization,
    to_org          uuid not null references access.organization,
    kind            text not null check (kind in ('Requirement', 'Incentive', 'Disincentive', 'Consequence')),
    text            text not null check (length(text) between 1 and 8000),
    communicated_on date not null,
    by_person       uuid not null,
    ended_on        date,
    acknowledged_on date,
    acknowledged_by uuid,
    clarity         smallint check (clarity between 1 and 5),
    fairness        smallint check (fairness between 1 and 5),
    version         integer not null default 1,
    check (org_id <> to_org),
    check ((acknowledged_on is null) = (acknowledged_by is null))
);
create index on network.requirement (org_id, to_org);
create index on network.requirement (to_org);

do $$
declare t text;
begin
    foreach t in array array['consequences', 'acceptance', 'baseline', 'requirement'] loop
        execute format('alter table network.%I enable row level security, force row level security', t);
        execute format('create policy own_i on network.%I for insert to openilm_app with check (org_id = access.org())', t);
    end loop;
end $$;
create policy seen on network.consequences for select to openilm_app using (access.org() is not null);
create policy seen on network.acceptance for select to openilm_app
    using (org_id = access.org() or (select network.sees_all()) or org_id in (select network.seen()));
-- What a partner tells about itself is between it and the network; its customers see that it accepted, not what it wrote.
create policy seen on network.baseline for select to openilm_app using (org_id = access.org() or (select network.sees_all()));
create policy own_u on network.baseline for update to openilm_app using (org_id = access.org());
create policy seen on network.requirement for select to openilm_app
    using (org_id = access.org() or to_org = access.org() or access.holds('NetworkConvenor'));
create policy own_u on network.requirement for update to openilm_app using (org_id = access.org());
grant select, insert on network.consequences, network.acceptance to openilm_app;
grant select, insert, update on network.baseline, network.requirement to openilm_app;

-- The one thing a supplier writes into what its buyer told it: that it read it, and how clear and fair it finds it.
grant create on schema network to openilm_door;
grant select, update on network.requirement to openilm_door;
create policy door on network.requirement for select to openilm_door using (true);
create policy door_u on network.requirement for update to openilm_door using (true) with check (true);
create function network.acknowledge(p_requirement uuid, p_version integer, p_day date, p_clarity integer, p_fairness integer) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare met integer;
begin
    update network.requirement r
       set acknowledged_on = coalesce(r.acknowledged_on, p_day), acknowledged_by = coalesce(r.acknowledged_by, access.person()),
           clarity = p_clarity, fairness = p_fairness, version = r.version + 1
     where r.id = p_requirement and r.to_org = access.org() and r.version = p_version and r.ended_on is null;
    get diagnostics met = row_count;
    return met;
end $$;
alter function network.acknowledge(uuid, integer, date, integer, integer) owner to openilm_door;
revoke create on schema network from openilm_door;
revoke execute on function network.acknowledge(uuid, integer, date, integer, integer) from public;
grant execute on function network.acknowledge(uuid, integer, date, integer, integer) to openilm_app;

-- Organizations with somebody who signs in: those that are asked to join. Whoever only stands in the directory is not.
create function network.with_people() returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp rows 100 as $$
    select distinct p.org_id from access.person p where p.active
$$;
grant create on schema network to openilm_door;
alter function network.with_people() owner to openilm_door;
revoke create on schema network from openilm_door;
revoke execute on function network.with_people() from public;
grant execute on function network.with_people() to openilm_app;
