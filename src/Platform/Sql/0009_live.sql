-- What changed lately, so that lists refresh by themselves; what each person has read and wants by mail; and who keeps out of what for a conflict of interest.

-- Kind and random id alone, by day: nothing here says what happened, and not when a worker wrote. The transaction stands beside it, because numbers of a
-- sequence become visible out of order: whoever remembers the oldest transaction that was still open when it looked misses nothing.
create table platform.live (
    id        bigint generated always as identity primary key,
    tx        xid8 not null default pg_current_xact_id(),
    org_id    uuid not null,
    kind      text not null check (kind in ('case', 'shared', 'notification')),
    subject   uuid not null,
    person_id uuid,
    role      text,
    day       date not null default current_date
);
create index on platform.live (org_id, tx);
create index on platform.live (day);
alter table platform.live enable row level security, force row level security;
create policy own on platform.live for select to openilm_app
    using (org_id = access.org() and (person_id is null or person_id = access.person()) and (role is null or access.holds(role)));
create policy door on platform.live to openilm_door using (true) with check (true);
grant select on platform.live to openilm_app;
grant select, insert, delete on platform.live to openilm_door;

create function platform.changed(p_org uuid, p_kind text, p_subject uuid, p_person uuid, p_role text) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
    insert into platform.live (org_id, kind, subject, person_id, role) values (p_org, p_kind, p_subject, p_person, p_role)
$$;
-- Whoever was away longer than this has no session any more.
create function platform.tidy_live() returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$ delete from platform.live where day < current_date - 1 $$;

create function platform.notification_changed() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    -- A packet is not named: not everybody who may be told of the organization's packets may open each of them.
    insert into platform.live (org_id, kind, subject, person_id, role)
    values (new.org_id, 'notification', case when new.subject_kind = 'share' then new.org_id else new.subject end, new.person_id, new.role);
    return null;
end $$;

-- Takes a batch of the outbox and makes notifications of it, once: two nodes never take the same row. Says whose they were, so that the nodes can be told.
drop function platform.deliver(integer);
create function platform.deliver(batch integer) returns table (taken integer, orgs uuid[])
language sql security definer set search_path = pg_catalog, pg_temp as $$
    with taken as (
        delete from platform.outbox where id in (select id from platform.outbox order by id for update skip locked limit batch) returning *
    ), made as (
        insert into platform.notification (id, org_id, kind, subject_kind, subject, person_id, role, day)
        select id, org_id, kind, subject_kind, subject, person_id, role, day from taken on conflict do nothing returning 1
    )
    select count(*)::integer, coalesce(array_agg(distinct org_id), '{}') from taken
$$;

-- What a person has read: everything up to a number, and some beyond it one by one. A notification to a role is read by each for herself.
create table platform.read_mark (
    org_id    uuid not null,
    person_id uuid not null,
    up_to     bigint not null,
    primary key (person_id, org_id)
);
create table platform.read_one (
    org_id          uuid not null,
    person_id       uuid not null,
    notification_id bigint not null references platform.notification,
    primary key (person_id, notification_id)
);
-- Which mail a person wants. No row: at once for danger, nothing else.
create table platform.mail_choice (
    org_id          uuid not null,
    person_id       uuid not null,
    danger          boolean not null,
    digest          boolean not null,
    hour            smallint not null check (hour between 0 and 23),
    zone            text not null,
    quiet_from      smallint check (quiet_from between 0 and 23),
    quiet_until     smallint check (quiet_until between 0 and 23),
    danger_in_quiet boolean not null default false,
    version         integer not null default 1,
    primary key (person_id, org_id),
    check ((quiet_from is null) = (quiet_until is null))
);
-- What a person was mailed about already. The row is taken before the mail is queued and with it: two nodes cannot both take it.
create table platform.mail_mark (
    id        uuid primary key default gen_random_uuid(),
    org_id    uuid not null,
    person_id uuid not null,
    danger_up_to bigint not null default 0,
    digest_on date,
    unique (person_id, org_id)
);
create index notification_danger on platform.notification (day) where kind like '%.danger%';
create index notification_of_person on platform.notification (org_id, person_id, id desc) where person_id is not null;

-- Who keeps out of what: a case, or everything that concerns an organization. Only somebody else who supervises may lift it.
create table access.recusal (
    id          uuid primary key,
    org_id      uuid not null,
    person_id   uuid not null references access.person,
    kind        text not null check (kind in ('case', 'organization')),
    subject     uuid not null,
    reason      text not null,
    declared_on date not null,
    lifted_on   date,
    lifted_by   uuid,
    version     integer not null default 1
);
create unique index recusal_live on access.recusal (person_id, org_id, kind, subject) where lifted_on is null;
create index on access.recusal (org_id, declared_on);

do $$
declare t text;
begin
    foreach t in array array['platform.read_mark', 'platform.read_one', 'platform.mail_choice', 'platform.mail_mark', 'access.recusal'] loop
        execute format('alter table %s enable row level security, force row level security', t);
        execute format('create policy door on %s to openilm_door using (true) with check (true)', t);
        execute format('grant select, insert, update on %s to openilm_app', t);
        execute format('grant select on %s to openilm_door', t);
    end loop;
    foreach t in array array['platform.read_mark', 'platform.read_one'] loop
        execute format('create policy own on %s to openilm_app using (org_id = access.org() and person_id = access.person()) with check (org_id = access.org() and person_id = access.person())', t);
    end loop;
    -- The program itself reads the choices of all; a person her own.
    foreach t in array array['platform.mail_choice', 'platform.mail_mark'] loop
        execute format('create policy own on %s to openilm_app using (org_id = access.org() and (access.person() is null or person_id = access.person())) with check (org_id = access.org() and (access.person() is null or person_id = access.person()))', t);
    end loop;
end $$;
grant delete on platform.read_one to openilm_app;
-- Her own declarations, and those of all for whoever supervises. She declares for herself and lifts nothing of her own, whatever the program says.
create policy own on access.recusal for select to openilm_app
    using (org_id = access.org() and (access.person() is null or person_id = access.person() or access.holds('Supervisor')));
create policy declared on access.recusal for insert to openilm_app with check (org_id = access.org() and person_id = access.person() and lifted_on is null);
create policy lifted on access.recusal for update to openilm_app
    using (org_id = access.org() and access.holds('Supervisor') and person_id <> access.person()) with check (org_id = access.org());

-- Asked once a request, with the first question: '-' where the person keeps out of nothing. Unset is not '-': then the table is asked.
create function access.note_recusals() returns text
language sql security definer set search_path = pg_catalog, pg_temp as $$
    select set_config('app.recused', case when exists (select 1 from access.recusal r where r.person_id = access.person() and r.org_id = access.org() and r.lifted_on is null) then 'some' else '-' end, true)
$$;
create function access.recused_from_nothing() returns boolean language sql stable parallel safe
    return access.person() is null or coalesce(current_setting('app.recused', true), '') = '-';

-- The rest of the transaction sees what the person would see, by the grants that hold on the day: what is counted for her mail is what her lists show.
create function access.look_as(p_person uuid, p_day date) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare held text; sites text; cases text; who text;
begin
    -- The program itself, for somebody of the organization whose rows it is in; never a person for another.
    if access.person() is not null then raise exception 'nobody looks with the eyes of another'; end if;
    select coalesce(string_agg(distinct r.role, ','), ''),
           coalesce(case when bool_or(r.scope_kind = 'org') then '*' else string_agg(r.scope_id::text, ',') filter (where r.scope_kind = 'site') end, ''),
           coalesce(case when bool_and(r.scope_kind = 'case') then string_agg(r.scope_id::text, ',') else '*' end, '*')
      into held, sites, cases
      from access.role_grant r
     where r.person_id = p_person and r.org_id = access.org() and r.from_day <= p_day and (r.until_day is null or r.until_day >= p_day);
    who := set_config('app.person', p_person::text, true);
    who := set_config('app.roles', held, true);
    who := set_config('app.sites', sites, true);
    who := set_config('app.cases', cases, true);
    who := access.note_recusals();
    return held;
end $$;

-- Organizations in which somebody may be due a mail: danger of these days, or a digest whose hour has come.
create function platform.mail_due(at timestamptz) returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select n.org_id from platform.notification n where n.kind like '%.danger%' and n.day >= (at at time zone 'UTC')::date - 1
    union
    select c.org_id from platform.mail_choice c left join platform.mail_mark m on m.person_id = c.person_id and m.org_id = c.org_id
     where c.digest and extract(hour from at at time zone c.zone) >= c.hour and (m.digest_on is null or m.digest_on < (at at time zone c.zone)::date)
$$;
create function platform.is_zone(p_zone text) returns boolean language sql stable parallel safe
    return exists (select 1 from pg_catalog.pg_timezone_names z where z.name = p_zone);

grant execute on function access.note_recusals(), access.recused_from_nothing(), access.look_as(uuid, date) to openilm_app, openilm_door;
grant execute on function access.recused_from_nothing() to openilm_identity;
grant execute on all functions in schema platform to openilm_app, openilm_door;
revoke execute on function platform.notification_changed(), platform.changed(uuid, text, uuid, uuid, text) from public, openilm_app;
grant execute on function platform.changed(uuid, text, uuid, uuid, text) to openilm_door;
create trigger changed after insert on platform.notification for each row execute function platform.notification_changed();
alter function platform.changed(uuid, text, uuid, uuid, text) owner to openilm_door;
alter function platform.tidy_live() owner to openilm_door;
alter function platform.notification_changed() owner to openilm_door;
alter function platform.deliver(integer) owner to openilm_door;
alter function platform.mail_due(timestamptz) owner to openilm_door;
alter function access.note_recusals() owner to openilm_door;
alter function access.look_as(uuid, date) owner to openilm_door;
