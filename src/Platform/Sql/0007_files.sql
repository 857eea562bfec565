-- Files that somebody gave: a worker, a handler, a business. The bodies lie sealed in the file store; the row says what they are in coded facts,
-- where they lie, and holds their keys, wrapped for the vault inside the erasure key of the dossier.
create table dossier.file (
    id           uuid primary key,
    org_id       uuid not null,
    dossier_id   uuid not null references dossier.dossier,
    kind         text not null check (kind in ('Image', 'Document', 'Audio', 'Video')),
    media        text not null,
    origin       text not null check (origin in ('Worker', 'Gateway', 'Handler', 'Business')),
    given_on     date not null,
    given_by     uuid,
    -- Sizes are known in steps: chunks of 64 KiB, the empty ones counted.
    size         integer not null check (size > 0),
    scan         text not null default 'Unscanned' check (scan in ('Unscanned', 'Clean', 'Infected')),
    cleaning     text not null default 'Waiting' check (cleaning in ('Waiting', 'Cleaned', 'Failed')),
    -- Names in the store, drawn at random. Null: deleted, or not made yet.
    original     text unique,
    cleaned      text unique,
    cleaned_media text,
    cleaned_size integer,
    removed_on   date,
    removed_by   uuid,
    vault_version integer not null,
    wrap_i       bytea not null,
    wrap_n       bytea not null,
    -- Given by a colleague or a business; a worker's own names of files are not kept.
    name_ct      bytea,
    seq          bigint generated always as identity,
    check ((cleaning = 'Cleaned') = (cleaned_media is not null)),
    constraint file_key_version foreign key (org_id, vault_version) references access.vault_version (org_id, version)
);
create index file_of_dossier on dossier.file (dossier_id, seq);
create index file_of_version on dossier.file (org_id, vault_version);

alter table dossier.file enable row level security, force row level security;
create policy own on dossier.file to openilm_app using (org_id = access.org()) with check (org_id = access.org());
create policy door on dossier.file for select to openilm_door using (true);
grant select, insert, update on dossier.file to openilm_app;
grant select (original, cleaned) on dossier.file to openilm_door;

-- Which of the names of bodies a row still names, whosever it is: the sweeper asks, which belongs to no organization.
create function dossier.named_bodies(names text[]) returns setof text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select f.original from dossier.file f where f.original = any (names)
    union all
    select f.cleaned from dossier.file f where f.cleaned = any (names)
$$;
grant create on schema dossier to openilm_door;
alter function dossier.named_bodies(text[]) owner to openilm_door;
revoke create on schema dossier from openilm_door;
revoke execute on function dossier.named_bodies(text[]) from public;
grant execute on function dossier.named_bodies(text[]) to openilm_app;
