-- People and access in full: guests of other organizations, grants that are reviewed and end, invitations that are sent again or taken back,
-- previews of a role, and vaults whose key changes when somebody leaves.

-- One login, several organizations: the account stands in its home organization's rows; elsewhere it is a guest.
create table access.membership (
    id        uuid primary key,
    org_id    uuid not null references access.organization,
    person_id uuid not null references access.person,
    since     date not null,
    ended_on  date
);
create unique index membership_live on access.membership (org_id, person_id) where ended_on is null;
create index on access.membership (person_id);

alter table access.role_grant
    add column granted_at  timestamptz,
    -- Whoever answers for the organization confirmed it on this day; before the first review it counts from its first day.
    add column reviewed_on date,
    add column reviewed_by uuid,
    add column ended_at    timestamptz,
    add column ended_by    uuid,
    add column version     integer not null default 1;

alter table access.invitation
    add column from_day   date,
    add column until_day  date,
    add column sent_at    timestamptz,
    add column sent_count integer not null default 1,
    add column revoked_at timestamptz;
drop function access.invited(bytea, timestamptz);

-- A preview of a role: read only, without any key. view_org: an organization that nobody is in, so that nobody's rows are seen.
alter table access.session
    add column view_role text,
    add column view_org  uuid,
    add column view_kind text;

-- Every version of a vault's key that something is still sealed to. The row of an old version goes when nothing is left under it; until then
-- whatever names the version must find it here (foreign keys), so that nothing can be sealed to a key that nobody holds any more.
create table access.vault_version (
    vault_id uuid not null references access.vault,
    org_id   uuid not null,
    version  integer not null,
    pub      bytea not null,
    made_on  date not null,
    primary key (vault_id, version),
    unique (org_id, version)
);
-- The owner is under row security too, so it is set aside while rows that are there already are read.
alter table access.vault no force row level security;
insert into access.vault_version (vault_id, org_id, version, pub, made_on) select id, org_id, version, pub, created_on from access.vault;
alter table access.vault force row level security;
alter table access.vault_key add constraint vault_key_version foreign key (vault_id, version) references access.vault_version;
alter table dossier.key add constraint dossier_key_version foreign key (org_id, version) references access.vault_version (org_id, version);
create index dossier_key_of_version on dossier.key (org_id, version);
-- Taking a row with "for update" asks for the right to update it.
grant update, delete on dossier.key to openilm_app;

-- A change of key that is under way, and those that are done.
create table access.rekeying (
    id           uuid primary key,
    org_id       uuid not null,
    vault_id     uuid not null references access.vault,
    from_version integer not null,
    to_version   integer not null,
    started_at   timestamptz not null,
    total        integer,
    moved        integer not null default 0,
    broken       integer not null default 0,
    finished_at  timestamptz
);
create index on access.rekeying (org_id, started_at);

-- Outgoing mail: queued with the act, sent once. What it says is sealed to the installation while it waits, because it may carry a link that
-- opens an account, and is deleted when it was sent.
create table platform.mail (
    id         uuid primary key,
    org_id     uuid not null,
    about      uuid not null,
    address    text not null check (length(address) between 3 and 200),
    subject    text not null,
    text_ct    bytea,
    state      text not null check (state in ('Waiting', 'Sending', 'Sent', 'Failed', 'Unsure', 'Canceled')),
    attempts   integer not null default 0,
    next_at    timestamptz not null,
    good_until timestamptz not null,
    taken_at   timestamptz,
    sent_at    timestamptz,
    fault      text
);
create index mail_waiting on platform.mail (next_at) where state in ('Waiting', 'Sending');
create index on platform.mail (org_id, about);

do $$
declare t text;
begin
    foreach t in array array['access.membership', 'access.vault_version', 'access.rekeying', 'platform.mail'] loop
        execute format('alter table %s enable row level security, force row level security', t);
        execute format('create policy own on %s to openilm_app using (org_id = access.org()) with check (org_id = access.org())', t);
        execute format('create policy door on %s to openilm_door using (true) with check (true)', t);
        execute format('grant select, insert, update on %s to openilm_app', t);
        execute format('grant select on %s to openilm_door', t);
    end loop;
end $$;
grant delete on access.vault_version to openilm_app;
grant update on platform.mail to openilm_door;

-- A guest's name is known where she works, also after she left: what she did stays in the files.
create policy guest on access.person for select to openilm_app
    using (id in (select m.person_id from access.membership m where m.org_id = access.org()));
-- The own account and the own sessions are reached from whichever organization the person acts in.
create policy self on access.person to openilm_app using (id = access.person()) with check (id = access.person());
create policy self on access.session to openilm_app using (person_id = access.person()) with check (person_id = access.person());

-- Everybody who is or was a member of the organization of the transaction, with what concerns this organization.
create view access.member with (security_invoker = true) as
    select p.id, p.name, p.email, p.language, p.pub, p.confined, p.active, false as guest, null::date as since
      from access.person p where p.org_id = access.org()
    union all
    select p.id, p.name, p.email, p.language, p.pub, p.confined, m.ended_on is null, true, m.since
      from access.membership m join access.person p on p.id = m.person_id
     where m.org_id = access.org() and (m.ended_on is null
           or not exists (select 1 from access.membership n where n.org_id = m.org_id and n.person_id = m.person_id and (n.ended_on is null or n.ended_on > m.ended_on or (n.ended_on = m.ended_on and n.id > m.id))));
grant select on access.member to openilm_app;

-- Cases by scope: '*', or the cases a person is granted by name, comma separated. Asked once a statement.
create function access.sees_all_cases() returns boolean language sql stable parallel safe
    return coalesce(nullif(current_setting('app.cases', true), ''), '*') = '*';
create function access.my_cases() returns uuid[] language sql stable parallel safe
    return case when access.sees_all_cases() then '{}'::uuid[] else string_to_array(current_setting('app.cases', true), ',')::uuid[] end;

drop function access.begin(bytea, timestamptz);
-- Opens the caller's transaction: one round trip from the cookie to the actor. Idle 30 minutes, absolute 10 hours. seen: the session's last use
-- was noted in this transaction, once a minute, and is to be kept. Whoever is no longer a member of the organization the session acts in has
-- no session there; grants and vault keys are those of that organization alone.
create function access.begin(ref bytea, at timestamptz)
returns table (session_id uuid, person_id uuid, org_id uuid, org_name text, org_kind text, name text, language text, roles text[],
               pub bytea, sk_wrapped bytea, locked boolean, confined boolean, seen boolean, vaults uuid[], versions integer[], keys bytea[], pubs bytea[],
               vault_orgs uuid[], holders integer[], currents integer[], session_org uuid, viewing text, elsewhere boolean)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare found_session record; who text; held text; shown_sites text; shown_cases text;
begin
    select s.id, s.org_id, s.person_id, s.sk_wrapped, s.locked, s.last_seen < at - interval '1 minute' as stale, s.view_role, s.view_org, s.view_kind, p.name, p.language, p.pub, p.confined,
           o.name as org_name, o.kind as org_kind, g.roles, g.sites, g.cases, v.vaults, v.versions, v.keys, v.pubs, v.orgs, v.holders, v.currents,
           (s.org_id <> p.org_id and p.active)
           or exists (select 1 from access.membership m where m.person_id = p.id and m.org_id <> s.org_id and m.ended_on is null) as elsewhere
      into found_session
      from access.session s
      join access.person p on p.id = s.person_id
       and (s.org_id = p.org_id and p.active or exists (select 1 from access.membership m where m.org_id = s.org_id and m.person_id = p.id and m.ended_on is null))
      join access.organization o on o.id = s.org_id and o.active
      cross join lateral (
           select array_agg(distinct r.role order by r.role) as roles,
                  case when bool_or(r.scope_kind = 'org') then '*' else string_agg(r.scope_id::text, ',') filter (where r.scope_kind = 'site') end as sites,
                  -- An organization has one vault, so whoever is granted the vault reaches every case that is sealed to it.
                  case when bool_and(r.scope_kind = 'case') then string_agg(r.scope_id::text, ',') else '*' end as cases
             from access.role_grant r
            where r.person_id = p.id and r.org_id = s.org_id and r.from_day <= at::date and (r.until_day is null or r.until_day >= at::date)) g
      cross join lateral (
           select array_agg(k.vault_id) as vaults, array_agg(k.version) as versions, array_agg(k.sealed_sk) as keys, array_agg(w.pub) as pubs, array_agg(y.org_id) as orgs, array_agg(y.version) as currents,
                  array_agg((select count(*) from access.vault_key h join access.person x on x.id = h.person_id
                              where h.vault_id = y.id and h.version = y.version
                                and (x.org_id = y.org_id and x.active or exists (select 1 from access.membership m where m.org_id = y.org_id and m.person_id = x.id and m.ended_on is null)))::integer) as holders
             from access.vault_key k join access.vault y on y.id = k.vault_id join access.vault_version w on w.vault_id = k.vault_id and w.version = k.version
            where k.person_id = p.id and y.org_id = s.org_id and not s.locked) v
     where s.ref_hash = ref and s.last_seen > at - interval '30 minutes' and s.created_at > at - interval '10 hours';
    if not found then return; end if;
    if found_session.stale then
        update access.session x set last_seen = at where x.id = found_session.id;
    end if;
    session_id := found_session.id; person_id := found_session.person_id; org_id := found_session.org_id; session_org := found_session.org_id;
    org_name := found_session.org_name; org_kind := found_session.org_kind; name := found_session.name; language := found_session.language;
    roles := coalesce(found_session.roles, '{}'); pub := found_session.pub; confined := found_session.confined; seen := found_session.stale;
    locked := found_session.locked or found_session.sk_wrapped is null; elsewhere := found_session.elsewhere;
    held := array_to_string(roles, ','); shown_sites := coalesce(found_session.sites, ''); shown_cases := coalesce(found_session.cases, '*');
    -- The preview lasts as long as the role that allows it. Elsewhere than in the own organization it holds no role before the rows.
    if found_session.view_role is not null and (case when found_session.view_org is null then 'Supervisor' else 'Operator' end) = any (roles) then
        viewing := found_session.view_role; roles := array[viewing]; locked := true; shown_sites := '*'; shown_cases := '*'; held := viewing;
        if found_session.view_org is not null then
            org_id := found_session.view_org; org_kind := found_session.view_kind; held := '';
        end if;
    end if;
    who := set_config('app.org', org_id::text, true);
    who := set_config('app.person', person_id::text, true);
    who := set_config('app.sites', shown_sites, true);
    who := set_config('app.roles', held, true);
    who := set_config('app.cases', shown_cases, true);
    if not locked then
        sk_wrapped := found_session.sk_wrapped;
        vaults := found_session.vaults; versions := found_session.versions; keys := found_session.keys; pubs := found_session.pubs;
        vault_orgs := found_session.orgs; holders := found_session.holders; currents := found_session.currents;
    end if;
    vaults := coalesce(vaults, '{}'); versions := coalesce(versions, '{}'); keys := coalesce(keys, '{}'); pubs := coalesce(pubs, '{}');
    vault_orgs := coalesce(vault_orgs, '{}'); holders := coalesce(holders, '{}'); currents := coalesce(currents, '{}');
    return next;
end $$;

-- Where an account works: its home first. Before sign-in it says which organization a session begins in.
create function access.works_in(p_person uuid) returns table (id uuid, name text, kind text, home boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select o.id, o.name, o.kind, true from access.person p join access.organization o on o.id = p.org_id where p.id = p_person and p.active and o.active
    union all
    select o.id, o.name, o.kind, false from access.membership m join access.organization o on o.id = m.org_id
     where m.person_id = p_person and m.ended_on is null and o.active
     order by 4 desc, 2
$$;

create or replace function access.account(address text)
returns table (id uuid, org_id uuid, name text, language text, kdf_salt bytea, verifier bytea, pub bytea, sk_by_password bytea,
               totp_wrapped bytea, last_totp_step bigint, failures integer, closed_until timestamptz, confined boolean, usable boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select p.id, coalesce(w.id, p.org_id), p.name, p.language, p.kdf_salt, p.verifier, p.pub, p.sk_by_password, p.totp_wrapped, p.last_totp_step,
           p.failures, p.closed_until, p.confined, w.id is not null
      from access.person p left join lateral (select x.id from access.works_in(p.id) x limit 1) w on true
     where lower(p.email) = lower(address)
$$;

create or replace function access.recovery(address text) returns table (id uuid, org_id uuid, pub bytea, sk_by_recovery bytea, usable boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select p.id, coalesce(w.id, p.org_id), p.pub, p.sk_by_recovery, w.id is not null
      from access.person p left join lateral (select x.id from access.works_in(p.id) x limit 1) w on true
     where lower(p.email) = lower(address)
$$;

create or replace function access.vault_of(organization uuid) returns table (id uuid, version integer, pub bytea, holders integer)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select v.id, v.version, v.pub,
           (select count(*) from access.vault_key k join access.person p on p.id = k.person_id
             where k.vault_id = v.id and k.version = v.version
               and (p.org_id = v.org_id and p.active or exists (select 1 from access.membership m where m.org_id = v.org_id and m.person_id = p.id and m.ended_on is null)))::integer
      from access.vault v where v.org_id = organization
$$;

-- What whoever holds the code of an invitation may know of it, and what became of it.
create function access.invitation_of(hash bytea, at timestamptz)
returns table (id uuid, org_id uuid, org_name text, email text, name text, role text, scope_kind text, scope_id uuid, from_day date, until_day date, invited_by uuid, inviter text,
               state text, expires_at timestamptz, has_account boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select i.id, i.org_id, o.name, i.email, i.name, i.role, case when i.site_id is null then 'org' else 'site' end, coalesce(i.site_id, i.org_id), i.from_day, i.until_day, i.invited_by,
           (select p.name from access.person p where p.id = i.invited_by),
           case when i.used_at is not null then 'Used' when i.revoked_at is not null then 'Revoked' when i.expires_at <= at then 'Late' when not o.active then 'Revoked' else 'Open' end,
           i.expires_at, exists (select 1 from access.person p where lower(p.email) = lower(i.email))
      from access.invitation i join access.organization o on o.id = i.org_id
     where i.code_hash = hash
$$;

-- How many grants wait for their review beyond the day, by organization: for whoever keeps the network, as numbers.
create function access.reviews_overdue(today date, every integer) returns table (org_id uuid, org_name text, grants integer)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select o.id, o.name, count(*)::integer
      from access.role_grant g join access.organization o on o.id = g.org_id and o.active
      join access.person p on p.id = g.person_id
     where (access.holds('Operator') or access.holds('NetworkConvenor'))
       and g.from_day <= today and (g.until_day is null or g.until_day >= today) and coalesce(g.reviewed_on, g.from_day) + every < today
       and (p.org_id = g.org_id and p.active or exists (select 1 from access.membership m where m.org_id = g.org_id and m.person_id = p.id and m.ended_on is null))
     group by o.id, o.name order by 3 desc, o.name
$$;

-- Takes mail that is due, for one sender: what was taken is never taken again by itself, so that nothing is sent twice.
create function platform.take_mail(at timestamptz, batch integer) returns table (id uuid, address text, subject text, text_ct bytea, attempts integer)
language sql security definer set search_path = pg_catalog, pg_temp as $$
    update platform.mail m set state = 'Sending', taken_at = at, attempts = m.attempts + 1
     where m.id in (select x.id from platform.mail x where x.state = 'Waiting' and x.next_at <= at and x.good_until > at order by x.next_at limit batch for update skip locked)
    returning m.id, m.address, m.subject, m.text_ct, m.attempts
$$;
create function platform.settle_mail(mail uuid, p_state text, p_next timestamptz, p_fault text, at timestamptz) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
    update platform.mail m set state = p_state, next_at = coalesce(p_next, m.next_at), fault = p_fault, sent_at = case when p_state = 'Sent' then at end,
           text_ct = case when p_state = 'Waiting' then m.text_ct end
     where m.id = mail and m.state = 'Sending'
$$;
-- What a sender took and never settled may have gone out: it is not sent again by itself. What nobody could send in time is let go.
create function platform.tidy_mail(at timestamptz) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
    update platform.mail m set state = case when m.state = 'Sending' then 'Unsure' else 'Failed' end, text_ct = null,
           fault = case when m.state = 'Sending' then 'interrupted' else 'not sent in time' end
     where m.state = 'Sending' and m.taken_at < at - interval '10 minutes' or m.state = 'Waiting' and m.good_until <= at
$$;

-- The sealed identities that carry a blind index of a phone number, for the change of a vault's key: the program itself asks, no person.
create function identity.indexed(p_dossiers uuid[]) returns table (dossier_id uuid, ct bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select p.dossier_id, p.ct from identity.person p where p.dossier_id = any (p_dossiers) and p.phone_bidx is not null and access.person() is null
$$;
revoke execute on function identity.indexed(uuid[]) from public;
grant execute on function identity.indexed(uuid[]) to openilm_app;
grant create on schema identity to openilm_identity;
alter function identity.indexed(uuid[]) owner to openilm_identity;
revoke create on schema identity from openilm_identity;

grant select on access.membership, access.vault_version to openilm_door;
grant execute on all functions in schema access to openilm_app, openilm_door;
grant execute on all functions in schema platform to openilm_app, openilm_door;
alter function access.begin(bytea, timestamptz) owner to openilm_door;
alter function access.works_in(uuid) owner to openilm_door;
alter function access.invitation_of(bytea, timestamptz) owner to openilm_door;
alter function access.reviews_overdue(date, integer) owner to openilm_door;
alter function platform.take_mail(timestamptz, integer) owner to openilm_door;
alter function platform.settle_mail(uuid, text, timestamptz, text, timestamptz) owner to openilm_door;
alter function platform.tidy_mail(timestamptz) owner to openilm_door;
