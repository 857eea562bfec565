-- What hangs on the directory: dated headcounts, focal points, gaps in visibility, agreements with recruiters, corridors.
create table network.headcount (
    id          uuid primary key,
    org_id      uuid not null references access.organization,
    site_id     uuid not null references network.site,
    counted_on  date not null,
    total       integer not null check (total between 0 and 2000000),
    source      text not null default '' check (length(source) <= 200),
    recorded_on date not null,
    unique (site_id, counted_on)
);
create index on network.headcount (org_id);

-- One part of a count in one of its dimensions; the parts of a dimension add up to the total.
create table network.headcount_part (
    headcount_id uuid not null references network.headcount,
    org_id       uuid not null,
    dimension    text not null check (dimension in ('nationality', 'gender', 'contract')),
    value        text not null check (length(value) between 1 and 40),
    workers      integer not null check (workers > 0),
    primary key (headcount_id, dimension, value)
);

-- The site's own figure is the newest of its counts: cases ask for it.
create function network.newest_headcount() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    update network.site s set headcount = new.total, counted_on = new.counted_on
     where s.id = new.site_id and (s.counted_on is null or s.counted_on <= new.counted_on);
    return new;
end $$;
create trigger newest_headcount after insert or update on network.headcount for each row execute function network.newest_headcount();

-- Whom to talk to: at most one of each level at a time, for the organization or for one site. Who was it before stays.
create table network.focal_point (
    id        uuid primary key,
    org_id    uuid not null references access.organization,
    site_id   uuid references network.site,
    level     text not null check (level in ('Primary', 'Escalation')),
    name      text not null check (length(name) between 1 and 200),
    title     text not null default '' check (length(title) <= 200),
    email     text not null default '' check (length(email) <= 254),
    phone     text not null default '' check (length(phone) <= 40),
    languages text[] not null default '{}',
    from_day  date not null,
    until_day date,
    check (email <> '' or phone <> ''),
    check (until_day is null or until_day >= from_day)
);
create unique index focal_point_one on network.focal_point (org_id, coalesce(site_id, '00000000-0000-0000-0000-000000000000'), level) where until_day is null;

-- A step of the chain that nobody knows yet, drawn as a gap until it is found.
create table network.gap (
    id        uuid primary key,
    org_id    uuid not null references access.organization,
    site_id   uuid references network.site,
    step      text not null check (step in ('Supplier', 'Site', 'Employer', 'Recruiter', 'SubAgent', 'Origin', 'ServiceProvider')),
    note      text not null default '' check (length(note) <= 500),
    since     date not null,
    closed_on date,
    found     text not null default '' check (length(found) <= 500),
    version   integer not null default 1,
    check (closed_on is null or closed_on >= since)
);
create index on network.gap (org_id) where closed_on is null;

-- A management service agreement between a recruiter and the business it recruits for. In the rows of the recruiter, as the relation is.
create table network.agreement (
    id          uuid primary key,
    org_id      uuid not null references access.organization,
    client_id   uuid not null references access.organization,
    relation_id uuid not null references network.relation,
    title       text not null check (length(title) between 1 and 200),
    terms       text not null default '' check (length(terms) <= 4000),
    from_day    date not null,
    until_day   date,
    review      text not null default 'NotReviewed' check (review in ('NotReviewed', 'InReview', 'Reviewed', 'Rejected')),
    reviewed_by uuid,
    reviewed_on date,
    version     integer not null default 1,
    check (until_day is null or until_day >= from_day)
);
create index on network.agreement (relation_id);
create index on network.agreement (org_id);
create index on network.agreement (client_id);

create table network.agreement_fee (
    agreement_id uuid not null references network.agreement,
    org_id       uuid not null,
    category     text not null,
    bearer       text not null check (bearer in ('Employer', 'Agency', 'Worker')),
    amount       numeric(14, 3) check (amount >= 0),
    currency     text check (currency ~ '^[A-Z]{3}$'),
    primary key (agreement_id, category, bearer),
    check ((amount is null) = (currency is null))
);

-- A way that workers take: from where, through where, to where, for which work, with whom.
create table network.corridor (
    id          uuid primary key,
    org_id      uuid not null references access.organization,
    name        text not null check (length(name) between 1 and 200),
    origin      text not null check (origin ~ '^[A-Z]{2}$'),
    transit     text[] not null default '{}',
    destination text not null check (destination ~ '^[A-Z]{2}$'),
    isic        text check (isic ~ '^[A-U]$'),
    active      boolean not null default true,
    version     integer not null default 1
);
create index on network.corridor (org_id);

create table network.corridor_recruiter (
    corridor_id  uuid not null references network.corridor,
    org_id       uuid not null,
    recruiter_id uuid not null references access.organization,
    primary key (corridor_id, recruiter_id)
);
create index on network.corridor_recruiter (recruiter_id);

-- Whether recruiters need a licence in a country, where the network decided otherwise than the list it ships with.
create table network.licensing (
    org_id   uuid not null references access.organization,
    country  text primary key check (country ~ '^[A-Z]{2}$'),
    required boolean not null
);

do $$
declare t text;
begin
    foreach t in array array['headcount', 'headcount_part', 'focal_point', 'gap', 'agreement', 'agreement_fee', 'corridor', 'corridor_recruiter', 'licensing'] loop
        execute format('alter table network.%I enable row level security, force row level security', t);
        execute format('create policy own_i on network.%I for insert to openilm_app with check (org_id = access.org())', t);
        execute format('create policy own_u on network.%I for update to openilm_app using (org_id = access.org())', t);
        execute format('grant select, insert, update on network.%I to openilm_app', t);
    end loop;
    foreach t in array array['headcount_part', 'agreement_fee', 'corridor_recruiter'] loop
        execute format('create policy own_d on network.%I for delete to openilm_app using (org_id = access.org())', t);
        execute format('grant delete on network.%I to openilm_app', t);
    end loop;
    foreach t in array array['headcount', 'headcount_part', 'focal_point', 'gap'] loop
        execute format('create policy seen on network.%I for select to openilm_app using (org_id = access.org() or (select network.sees_all()) or org_id in (select network.seen()))', t);
    end loop;
end $$;
-- What a recruiter and its client agreed is theirs, and of those whom the client disclosed the relation to.
create policy seen on network.agreement for select to openilm_app
    using (org_id = access.org() or client_id = access.org() or (select network.sees_all()) or relation_id in (select network.disclosed()));
create policy seen on network.agreement_fee for select to openilm_app
    using (org_id = access.org() or exists (select 1 from network.agreement a where a.id = agreement_id));
-- Corridors are the network's common words. Who recruits on them is seen by whoever sees the recruiter.
create policy seen on network.corridor for select to openilm_app using (access.org() is not null);
create policy seen on network.corridor_recruiter for select to openilm_app
    using (org_id = access.org() or recruiter_id = access.org() or (select network.sees_all()) or recruiter_id in (select network.seen()));
create policy seen on network.licensing for select to openilm_app using (access.org() is not null);

-- What a chain is walked by: one index answers "from here down", the other "to here", without reading the relation itself.
create index relation_down on network.relation (org_id, role, to_org) include (site_id, from_day, until_day, ended);
create index relation_up on network.relation (to_org, role, org_id) include (site_id, from_day, until_day, ended);
-- Lists are read by name, a page at a time.
create index site_by_name on network.site (name, id);

-- A chain in numbers, found once: asked by the organization whose chain it is, or by whoever sees all. Recruiters are counted where the caller
-- may see who recruits.
create function network.chain_numbers(root uuid) returns table (sites integer, gaps integer, recruiters integer)
language sql stable security definer set search_path = pg_catalog, pg_temp set enable_hashjoin = off set enable_mergejoin = off as $$
    with recursive live as not materialized (
        select r.org_id, r.to_org, r.site_id from network.relation r
         where r.role in ('buysFrom', 'owns') and network.is_live(r.from_day, r.until_day, r.ended)
    ), chain(organization) as (
        select root where root = access.org() or network.sees_all()
        union
        select l.to_org from chain c join live l on l.org_id = c.organization
    ), reached as materialized (
        select l.to_org, case when bool_or(l.site_id is null) then null else array_agg(l.site_id) end as only from chain c join live l on l.org_id = c.organization group by l.to_org
    )
    select (select count(*) from reached x join network.site s on s.org_id = x.to_org and (x.only is null or s.id = any (x.only)) where s.merged_into is null)::integer,
           (select count(*) from chain c join network.gap g on g.org_id = c.organization where g.closed_on is null)::integer,
           (select count(distinct r.org_id) from chain c join network.relation r on r.to_org = c.organization and r.role = 'recruitsFor' and network.is_live(r.from_day, r.until_day, r.ended)
             where r.to_org = access.org() or network.sees_all() or r.id in (select network.disclosed()))::integer
$$;

-- The organizations of a chain with the tier each has: as the buyer itself counts a direct purchase, else its depth.
create function network.chain_tiers(root uuid) returns table (organization uuid, tier integer, name text)
language sql stable security definer set search_path = pg_catalog, pg_temp set enable_hashjoin = off set enable_mergejoin = off rows 2000 as $$
    select c.organization, coalesce((select min(r.tier) from network.relation r where r.org_id = root and r.to_org = c.organization and r.role = 'buysFrom'
                                       and network.is_live(r.from_day, r.until_day, r.ended)), c.depth)::integer, o.name
      from network.chain(root) c join access.organization o on o.id = c.organization
     where c.depth > 0
$$;
-- The columns of one page of a chain: of organizations that are in it, whose sites and gaps are seen by whose chain it is.
create function network.chain_lines(root uuid, page uuid[]) returns table (id uuid, name text, kind text, country text, sites integer, gaps integer, recruiters integer)
language sql stable security definer set search_path = pg_catalog, pg_temp rows 50 as $$
    select o.id, o.name, o.kind, o.country,
           (select count(*) from network.site s where s.org_id = o.id and s.merged_into is null)::integer,
           (select count(*) from network.gap g where g.org_id = o.id and g.closed_on is null)::integer,
           (select count(*) from network.relation r where r.to_org = o.id and r.role = 'recruitsFor' and network.is_live(r.from_day, r.until_day, r.ended)
               and (r.to_org = access.org() or network.sees_all() or r.id in (select network.disclosed())))::integer
      from access.organization o where o.id = any (page) and o.id in (select c.organization from network.chain(root) c)
$$;
grant create on schema network to openilm_door;
grant select on network.gap to openilm_door;
create policy door on network.gap for select to openilm_door using (true);
alter function network.chain_numbers(uuid) owner to openilm_door;
alter function network.chain_tiers(uuid) owner to openilm_door;
alter function network.chain_lines(uuid, uuid[]) owner to openilm_door;
revoke create on schema network from openilm_door;
revoke execute on function network.chain_numbers(uuid), network.chain_tiers(uuid), network.chain_lines(uuid, uuid[]) from public;
grant execute on function network.chain_numbers(uuid), network.chain_tiers(uuid), network.chain_lines(uuid, uuid[]) to openilm_app;
