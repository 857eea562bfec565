-- Outbox and notifications: written with the act, delivered afterwards, content-free.
create table platform.outbox (
    id           bigint generated always as identity primary key,
    org_id       uuid not null,
    kind         text not null,
    subject_kind text not null,
    subject      uuid not null,
    person_id    uuid,
    role         text,
    day          date not null
);

create table platform.notification (
    id           bigint primary key,
    org_id       uuid not null,
    kind         text not null,
    subject_kind text not null,
    subject      uuid not null,
    person_id    uuid,
    role         text,
    day          date not null,
    read_on      date
);
create index on platform.notification (org_id, id desc);

-- The answer of a write, by the key its caller gave: the same key gets the same answer for 24 hours.
create table platform.once (
    org_id       uuid not null,
    person_id    uuid not null,
    key          text not null check (length(key) between 8 and 100),
    request_hash bytea not null,
    answer       text not null,
    at           timestamptz not null,
    primary key (person_id, key)
);
create index on platform.once (at);

do $$
declare t text;
begin
    foreach t in array array['outbox', 'notification', 'once'] loop
        execute format('alter table platform.%I enable row level security, force row level security', t);
        execute format('create policy own on platform.%I to openilm_app using (org_id = access.org()) with check (org_id = access.org())', t);
        execute format('create policy door on platform.%I to openilm_door using (true) with check (true)', t);
    end loop;
end $$;
grant insert, select on platform.outbox to openilm_app;
grant select, update on platform.notification to openilm_app;
grant select, insert on platform.once to openilm_app;
-- Taking a row with "for update" asks for the right to update it.
grant select, update, delete on platform.outbox to openilm_door;
grant select, insert on platform.notification to openilm_door;
grant select, delete on platform.once to openilm_door;

-- Takes a batch of the outbox and makes notifications of it, once: two nodes never take the same row.
create function platform.deliver(batch integer) returns integer
language sql security definer set search_path = pg_catalog, pg_temp as $$
    with taken as (
        delete from platform.outbox where id in (select id from platform.outbox order by id for update skip locked limit batch) returning *
    ), made as (
        insert into platform.notification (id, org_id, kind, subject_kind, subject, person_id, role, day)
        select id, org_id, kind, subject_kind, subject, person_id, role, day from taken on conflict do nothing returning 1
    )
    select count(*)::integer from taken
$$;
create function platform.forget_once(before timestamptz) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$ delete from platform.once where at < before $$;

grant execute on all functions in schema platform to openilm_app, openilm_door;
alter function platform.deliver(integer) owner to openilm_door;
alter function platform.forget_once(timestamptz) owner to openilm_door;
