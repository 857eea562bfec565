-- Who may act: organizations as tenants, people, their grants and sessions, vaults and who holds their keys.
create schema access;
create schema audit;
create schema platform;
create schema dossier;
create schema identity;

-- The actor of the transaction, set by access.begin (a session) or by the unit of work (anonymous, system).
create function access.org() returns uuid language sql stable parallel safe
    return nullif(current_setting('app.org', true), '')::uuid;
create function access.person() returns uuid language sql stable parallel safe
    return nullif(current_setting('app.person', true), '')::uuid;
-- '*' or the sites a business user is granted, comma separated.
create function access.may_see_site(site uuid) returns boolean language sql stable parallel safe
    return coalesce(current_setting('app.sites', true), '') = '*'
        -- Compared as text: the planner works the list out while it estimates, whatever stands before the "or", and '*' is no uuid.
        or site::text = any (string_to_array(coalesce(current_setting('app.sites', true), ''), ','));
create function access.holds(role text) returns boolean language sql stable parallel safe
    return role = any (string_to_array(coalesce(current_setting('app.roles', true), ''), ','));

create table access.organization (
    id            uuid primary key,
    kind          text not null,
    name          text not null check (length(name) between 1 and 200),
    country       text check (country ~ '^[A-Z]{2}$'),
    active        boolean not null default true,
    recovery_pub  bytea,
    version       integer not null default 1
);
create unique index on access.organization (lower(name));

create table access.person (
    id             uuid primary key,
    org_id         uuid not null references access.organization,
    email          text not null,
    name           text not null,
    language       text not null default 'en',
    kdf_salt       bytea not null,
    verifier       bytea not null,
    pub            bytea not null,
    sk_by_password bytea not null,
    sk_by_recovery bytea,
    totp_wrapped   bytea,
    last_totp_step bigint not null default 0,
    failures       integer not null default 0,
    closed_until   timestamptz,
    confined       boolean not null default false,
    active         boolean not null default true,
    version        integer not null default 1
);
create unique index on access.person (lower(email));
create index on access.person (org_id);

create table access.role_grant (
    id         uuid primary key,
    org_id     uuid not null references access.organization,
    person_id  uuid not null references access.person,
    role       text not null,
    scope_kind text not null check (scope_kind in ('org', 'site', 'vault', 'case')),
    scope_id   uuid not null,
    from_day   date not null,
    until_day  date,
    granted_by uuid
);
create index on access.role_grant (person_id);
create index on access.role_grant (org_id);

create table access.session (
    id         uuid primary key,
    org_id     uuid not null,
    person_id  uuid not null references access.person,
    ref_hash   bytea not null unique,
    sk_wrapped bytea,
    locked     boolean not null default false,
    created_at timestamptz not null,
    last_seen  timestamptz not null
);
create index on access.session (person_id);

create table access.vault (
    id         uuid primary key,
    org_id     uuid not null references access.organization,
    version    integer not null,
    pub        bytea not null,
    created_on date not null,
    unique (org_id)
);

-- holder null: the recovery sheets.
create table access.vault_key (
    id         uuid primary key,
    org_id     uuid not null,
    vault_id   uuid not null references access.vault,
    version    integer not null,
    person_id  uuid references access.person,
    sealed_sk  bytea not null,
    given_by   uuid,
    given_on   date not null,
    unique nulls not distinct (vault_id, version, person_id)
);
create index on access.vault_key (person_id);

-- A set-up code for a new account, shown once to whoever invites; only its hash is kept.
create table access.invitation (
    id         uuid primary key,
    org_id     uuid not null,
    code_hash  bytea not null unique,
    email      text not null,
    name       text not null,
    role       text not null,
    site_id    uuid,
    expires_at timestamptz not null,
    used_at    timestamptz,
    invited_by uuid not null
);

do $$
declare t text;
begin
    foreach t in array array['person', 'role_grant', 'session', 'vault', 'vault_key', 'invitation'] loop
        execute format('alter table access.%I enable row level security, force row level security', t);
        execute format('create policy own on access.%I to openilm_app using (org_id = access.org()) with check (org_id = access.org())', t);
        execute format('create policy door on access.%I to openilm_door using (true) with check (true)', t);
    end loop;
end $$;

grant usage on schema access, audit, platform, dossier to openilm_app, openilm_door;
-- A function is owned by the door role only where that role may create in the schema; it cannot sign in.
grant create on schema access, audit, platform to openilm_door;
grant usage on schema identity to openilm_app;
grant usage on schema access, identity to openilm_identity;
grant select, insert, update on access.organization, access.person, access.role_grant, access.vault, access.vault_key, access.invitation to openilm_app;
grant select, insert, update, delete on access.session to openilm_app;
grant delete on access.vault_key to openilm_app;
grant select, update on access.person to openilm_door;
grant select on access.organization, access.role_grant, access.vault, access.vault_key, access.invitation to openilm_door;
grant select, insert, update, delete on access.session to openilm_door;
grant execute on all functions in schema access to openilm_app, openilm_door, openilm_identity;

-- Opens the caller's transaction: one round trip from the cookie to the actor. Idle 30 minutes, absolute 10 hours. seen: the session's
-- last use was noted in this transaction, once a minute, and is to be kept.
create function access.begin(ref bytea, at timestamptz)
returns table (session_id uuid, person_id uuid, org_id uuid, org_name text, org_kind text, name text, language text, roles text[],
               pub bytea, sk_wrapped bytea, locked boolean, confined boolean, seen boolean, vaults uuid[], versions integer[], keys bytea[], pubs bytea[],
               vault_orgs uuid[], holders integer[])
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare found_session record; who text; sites text;
begin
    select s.id, s.org_id, s.person_id, s.sk_wrapped, s.locked, s.last_seen < at - interval '1 minute' as stale, p.name, p.language, p.pub, p.confined,
           o.name as org_name, o.kind as org_kind, g.roles, g.sites, v.vaults, v.versions, v.keys, v.pubs, v.orgs, v.holders
      into found_session
      from access.session s
      join access.person p on p.id = s.person_id and p.active
      join access.organization o on o.id = s.org_id and o.active
      cross join lateral (
           select array_agg(distinct r.role order by r.role) as roles,
                  case when bool_or(r.scope_kind = 'org') then '*' else string_agg(r.scope_id::text, ',') filter (where r.scope_kind = 'site') end as sites
             from access.role_grant r
            where r.person_id = p.id and r.from_day <= at::date and (r.until_day is null or r.until_day >= at::date)) g
      cross join lateral (
           select array_agg(k.vault_id) as vaults, array_agg(k.version) as versions, array_agg(k.sealed_sk) as keys, array_agg(y.pub) as pubs, array_agg(y.org_id) as orgs,
                  array_agg((select count(*) from access.vault_key h join access.person x on x.id = h.person_id and x.active
                              where h.vault_id = y.id and h.version = y.version)::integer) as holders
             from access.vault_key k join access.vault y on y.id = k.vault_id and y.version = k.version
            where k.person_id = p.id and not s.locked) v
     where s.ref_hash = ref and s.last_seen > at - interval '30 minutes' and s.created_at > at - interval '10 hours';
    if not found then return; end if;
    if found_session.stale then
        update access.session x set last_seen = at where x.id = found_session.id;
    end if;
    who := set_config('app.org', found_session.org_id::text, true);
    who := set_config('app.person', found_session.person_id::text, true);
    who := set_config('app.sites', coalesce(found_session.sites, ''), true);
    who := set_config('app.roles', coalesce(array_to_string(found_session.roles, ','), ''), true);
    session_id := found_session.id; person_id := found_session.person_id; org_id := found_session.org_id;
    org_name := found_session.org_name; org_kind := found_session.org_kind; name := found_session.name; language := found_session.language;
    roles := coalesce(found_session.roles, '{}'); pub := found_session.pub;
    sk_wrapped := case when found_session.locked then null else found_session.sk_wrapped end;
    locked := found_session.locked or found_session.sk_wrapped is null; confined := found_session.confined; seen := found_session.stale;
    vaults := coalesce(found_session.vaults, '{}'); versions := coalesce(found_session.versions, '{}');
    keys := coalesce(found_session.keys, '{}'); pubs := coalesce(found_session.pubs, '{}');
    vault_orgs := coalesce(found_session.orgs, '{}'); holders := coalesce(found_session.holders, '{}');
    return next;
end $$;

-- Sign-in reads one account by its address, before anybody is signed in.
create function access.account(address text)
returns table (id uuid, org_id uuid, name text, language text, kdf_salt bytea, verifier bytea, pub bytea, sk_by_password bytea,
               totp_wrapped bytea, last_totp_step bigint, failures integer, closed_until timestamptz, confined boolean, usable boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select p.id, p.org_id, p.name, p.language, p.kdf_salt, p.verifier, p.pub, p.sk_by_password, p.totp_wrapped, p.last_totp_step,
           p.failures, p.closed_until, p.confined, p.active and o.active
      from access.person p join access.organization o on o.id = p.org_id
     where lower(p.email) = lower(address)
$$;

-- A second factor is good once: the step only ever rises (security design, trap 2). False when somebody used it first.
create function access.use_totp_step(p_person uuid, p_step bigint) returns boolean
language sql security definer set search_path = pg_catalog, pg_temp as $$
    with used as (update access.person set last_totp_step = p_step where id = p_person and last_totp_step < p_step returning 1)
    select exists (select 1 from used)
$$;

create function access.note_failure(p_person uuid, failed boolean, at timestamptz) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
    update access.person
       set failures = case when failed then failures + 1 else 0 end,
           closed_until = case when failed and failures + 1 >= 5 then at + least(interval '15 minutes', interval '30 seconds' * (failures - 3)) end
     where id = p_person
$$;

-- What anybody may know of an organization's vault: where to seal, and whether somebody could open it.
create function access.vault_of(organization uuid) returns table (id uuid, version integer, pub bytea, holders integer)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select v.id, v.version, v.pub,
           (select count(*) from access.vault_key k join access.person p on p.id = k.person_id
             where k.vault_id = v.id and k.version = v.version and p.active)::integer
      from access.vault v where v.org_id = organization
$$;

create function access.invited(hash bytea, at timestamptz)
returns table (id uuid, org_id uuid, org_name text, email text, name text, role text, site_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select i.id, i.org_id, o.name, i.email, i.name, i.role, i.site_id
      from access.invitation i join access.organization o on o.id = i.org_id
     where i.code_hash = hash and i.used_at is null and i.expires_at > at and o.active
$$;

-- The private key of an account under its printed recovery code: of no use to anybody who does not hold the code.
create function access.recovery(address text) returns table (id uuid, org_id uuid, pub bytea, sk_by_recovery bytea, usable boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select p.id, p.org_id, p.pub, p.sk_by_recovery, p.active and o.active
      from access.person p join access.organization o on o.id = p.org_id
     where lower(p.email) = lower(address)
$$;

alter function access.begin(bytea, timestamptz) owner to openilm_door;
alter function access.account(text) owner to openilm_door;
alter function access.use_totp_step(uuid, bigint) owner to openilm_door;
alter function access.note_failure(uuid, boolean, timestamptz) owner to openilm_door;
alter function access.vault_of(uuid) owner to openilm_door;
alter function access.invited(bytea, timestamptz) owner to openilm_door;
alter function access.recovery(text) owner to openilm_door;
