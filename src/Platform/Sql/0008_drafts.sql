-- What somebody is typing and has not sent: sealed to that person's own key, seen by nobody else, gone after two weeks.
create table platform.draft (
    id         uuid primary key,
    org_id     uuid not null,
    person_id  uuid not null,
    kind       text not null check (kind ~ '^[a-z][a-z-]{1,29}$'),
    -- What the form is about: a case, an issue, or for a call an id of its own.
    subject    uuid not null,
    ct         bytea not null,
    -- The window that saved last. It may save again whatever it knows of the version: its answer may have been lost.
    writer     uuid not null,
    version    integer not null default 1,
    saved_at   timestamptz not null,
    expires_at timestamptz not null,
    unique (org_id, person_id, kind, subject)
);
create index draft_old on platform.draft (expires_at);

-- Drafts that are gone: their erasure keys in the keystore go next, so that no backup of this table can be read with an account's key later.
create table platform.draft_gone (
    id     uuid primary key,
    org_id uuid not null
);

alter table platform.draft enable row level security, force row level security;
create policy own on platform.draft to openilm_app
    using (org_id = access.org() and person_id = access.person()) with check (org_id = access.org() and person_id = access.person());
create policy door on platform.draft to openilm_door using (true) with check (true);
alter table platform.draft_gone enable row level security, force row level security;
create policy door on platform.draft_gone to openilm_door using (true) with check (true);
grant select, insert, update, delete on platform.draft to openilm_app;
-- To hold rows against other sweepers is to update them.
grant select, update, delete on platform.draft to openilm_door;
grant select, insert, delete on platform.draft_gone to openilm_door;

create function platform.note_draft_gone() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into platform.draft_gone (id, org_id) values (old.id, old.org_id) on conflict do nothing;
    return null;
end $$;
create trigger gone after delete on platform.draft for each row execute function platform.note_draft_gone();

-- An account with another key cannot open them any more, and whoever left has nothing to send.
create function platform.drop_drafts_of_person() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if new.pub is distinct from old.pub then delete from platform.draft d where d.person_id = new.id; end if;
    if old.active and not new.active then delete from platform.draft d where d.person_id = new.id and d.org_id = new.org_id; end if;
    return null;
end $$;
create trigger drafts after update of pub, active on access.person for each row execute function platform.drop_drafts_of_person();
create function platform.drop_drafts_of_guest() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if new.ended_on is not null then delete from platform.draft d where d.person_id = new.person_id and d.org_id = new.org_id; end if;
    return null;
end $$;
create trigger drafts after update of ended_on on access.membership for each row execute function platform.drop_drafts_of_guest();

-- Lets go of what nobody came back for, then says whose erasure keys are to go. Safe to repeat on every node.
create function platform.old_drafts(at timestamptz, batch integer) returns setof uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    delete from platform.draft d where d.id in (select x.id from platform.draft x where x.expires_at <= at order by x.expires_at limit batch for update skip locked);
    return query select g.id from platform.draft_gone g order by g.id limit batch;
end $$;
create function platform.forget_drafts(p_ids uuid[]) returns integer
language sql security definer set search_path = pg_catalog, pg_temp as $$
    with forgotten as (delete from platform.draft_gone g where g.id = any (p_ids) returning 1) select count(*)::integer from forgotten
$$;

revoke execute on function platform.note_draft_gone(), platform.drop_drafts_of_person(), platform.drop_drafts_of_guest() from public;
grant execute on function platform.old_drafts(timestamptz, integer), platform.forget_drafts(uuid[]) to openilm_app;
grant create on schema platform to openilm_door;
alter function platform.note_draft_gone() owner to openilm_door;
alter function platform.drop_drafts_of_person() owner to openilm_door;
alter function platform.drop_drafts_of_guest() owner to openilm_door;
alter function platform.old_drafts(timestamptz, integer) owner to openilm_door;
alter function platform.forget_drafts(uuid[]) owner to openilm_door;
