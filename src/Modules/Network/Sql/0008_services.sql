-- The service directory (MAP-16, ILM-8): who helps workers, with what, where, for whom, and who looked into it when.
create table network.service (
    id            uuid primary key,
    -- The organization that keeps the entry.
    org_id        uuid not null references access.organization,
    -- Who provides it: an organization of the directory, or one outside it by name.
    provider_id   uuid references access.organization,
    provider_name text not null default '' check (length(provider_name) <= 200),
    name          text not null check (length(name) between 1 and 200),
    description   text not null check (length(description) <= 4000),
    kinds         text[] not null check (cardinality(kinds) > 0),
    status        text not null default 'active' check (status in ('active', 'inactive', 'defunct', 'temporarily closed')),
    countries     text[] not null check (cardinality(countries) > 0),
    -- Which part of a country, in words; empty is all of it.
    places        text not null default '',
    sides         text[] not null default '{}' check (sides <@ '{origin,transit,destination}'),
    languages     text[] not null default '{}',
    eligibility   text not null default '',
    minimum_age   integer check (minimum_age between 0 and 120),
    maximum_age   integer check (maximum_age between 0 and 120),
    -- Demographic factors the service is made for. Never recorded about a person.
    for_whom      text[] not null default '{}',
    free          boolean not null,
    cost          text not null default '',
    -- Rows such as 'MO,TU,WE 09:00-17:00'.
    hours         text[] not null default '{}',
    hours_note    text not null default '',
    time_zone     text not null default '',
    phones        text[] not null default '{}',
    email         text not null default '',
    url           text not null default '',
    secret_address boolean not null,
    address       text not null default '',
    city          text not null default '',
    province      text not null default '',
    postal_code   text not null default '',
    address_country text check (address_country ~ '^[A-Z]{2}$'),
    interpretation text not null default '',
    application   text not null default '',
    suggested_by_workers boolean not null default false,
    source        text not null default '',
    -- The newest due diligence; all of them stand in service_review.
    reviewed_on   date,
    outcome       text check (outcome in ('Passed', 'PassedWithConditions', 'Failed')),
    next_review   date,
    modified_at   timestamptz not null,
    version       integer not null default 1,
    check ((provider_id is null) <> (provider_name = '')),
    check (minimum_age <= maximum_age),
    check ((reviewed_on is null) = (outcome is null)),
    -- A shelter is always secret, and what is secret has no address in this table at all.
    check (secret_address or not 'AS1' = any (kinds)),
    check (not secret_address or (address = '' and city = '' and province = '' and postal_code = '' and address_country is null))
);
create index on network.service (org_id);
create index on network.service using gin (countries);

-- Where it is, when nobody may know. A table of its own: no public door holds a right on it, so no query of theirs can reach it.
create table network.service_address_secret (
    service_id uuid primary key references network.service,
    org_id     uuid not null references access.organization,
    address    text not null check (length(address) between 1 and 500)
);
create index on network.service_address_secret (org_id);

-- Due diligence: who looked into the service when, and what came of it. Added, never changed.
create table network.service_review (
    id          uuid primary key,
    org_id      uuid not null references access.organization,
    service_id  uuid not null references network.service,
    on_day      date not null,
    person_id   uuid not null references access.person,
    outcome     text not null check (outcome in ('Passed', 'PassedWithConditions', 'Failed')),
    note        text not null default '' check (length(note) <= 2000),
    next_review date not null check (next_review > on_day)
);
create index on network.service_review (service_id, on_day);
create index on network.service_review (org_id);

alter table network.service enable row level security, force row level security;
alter table network.service_address_secret enable row level security, force row level security;
alter table network.service_review enable row level security, force row level security;

-- Whoever handles cases reads all of it; the keeping organization writes. Businesses have no way in.
create function network.reads_services() returns boolean language sql stable parallel safe
    return access.holds('CaseHandler') or access.holds('Supervisor') or access.holds('NetworkConvenor');
create policy seen on network.service for select to openilm_app using ((select network.reads_services()));
create policy own_i on network.service for insert to openilm_app with check (org_id = access.org() and (select network.reads_services()));
create policy own_u on network.service for update to openilm_app using (org_id = access.org() and (select network.reads_services())) with check (org_id = access.org());
create policy seen on network.service_review for select to openilm_app using ((select network.reads_services()));
create policy own_i on network.service_review for insert to openilm_app with check (org_id = access.org() and (select network.reads_services()));
-- The address itself: case handlers and supervisors of the organization that keeps it. Others ask by telephone.
create policy own on network.service_address_secret to openilm_app
    using (org_id = access.org() and (access.holds('CaseHandler') or access.holds('Supervisor')))
    with check (org_id = access.org() and (access.holds('CaseHandler') or access.holds('Supervisor')));
grant select, insert, update on network.service to openilm_app;
grant select, insert on network.service_review to openilm_app;
grant select, insert, update, delete on network.service_address_secret to openilm_app;

-- The public door. Its role may read the columns that are published, of the rows that may be: active or closed for a time, and looked
-- into with a result that is no failure. It holds nothing on service_address_secret.
grant select (id, org_id, provider_id, provider_name, name, description, kinds, status, countries, places, sides, languages, eligibility, minimum_age,
    maximum_age, for_whom, free, cost, hours, hours_note, time_zone, phones, email, url, secret_address, address, city, province, postal_code,
    address_country, interpretation, application, reviewed_on, outcome, modified_at) on network.service to openilm_door;
create policy door on network.service for select to openilm_door
    using (status in ('active', 'temporarily closed') and reviewed_on is not null and outcome in ('Passed', 'PassedWithConditions'));

-- These tables do not follow merges: that would open all their rows to the door's role. A provider that was merged is found where its id leads.
create function network.published_services(since date, country text)
returns table (id uuid, provider_id uuid, provider text, provider_kind text, name text, description text, kinds text[], status text, countries text[],
    places text, sides text[], languages text[], eligibility text, minimum_age integer, maximum_age integer, for_whom text[], free boolean, cost text,
    hours text[], hours_note text, time_zone text, phones text[], email text, url text, address text, city text, province text, postal_code text,
    address_country text, interpretation text, application text, reviewed_on date, modified_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp rows 300 as $$
    select s.id, o.id, coalesce(o.name, s.provider_name), coalesce(o.kind, ''), s.name, s.description, s.kinds, s.status, s.countries,
           s.places, s.sides, s.languages, s.eligibility, s.minimum_age, s.maximum_age, s.for_whom, s.free, s.cost,
           s.hours, s.hours_note, s.time_zone, s.phones, s.email, s.url, s.address, s.city, s.province, s.postal_code,
           s.address_country, s.interpretation, s.application, s.reviewed_on, s.modified_at
      from network.service s left join access.organization o on o.id = network.organization_now(s.provider_id)
     where s.reviewed_on >= since and (country is null or country = any (s.countries))
     order by s.name, s.id
$$;
grant create on schema network to openilm_door;
alter function network.published_services(date, text) owner to openilm_door;
revoke create on schema network from openilm_door;
revoke execute on function network.published_services(date, text) from public;
grant execute on function network.published_services(date, text), network.reads_services() to openilm_app;
