-- The sealed working file. A dossier never changes its id: keys and ciphertexts are bound to it.
create table dossier.dossier (
    id         uuid primary key,
    org_id     uuid not null,
    vault_id   uuid not null
);

create table dossier.key (
    dossier_id uuid not null references dossier.dossier,
    org_id     uuid not null,
    tier       text not null check (tier in ('n', 'i')),
    vault_id   uuid not null,
    version    integer not null,
    wrap       bytea not null,
    primary key (dossier_id, tier, vault_id, version)
);

create table dossier.narrative (
    id         uuid primary key,
    org_id     uuid not null,
    dossier_id uuid not null references dossier.dossier,
    kind       text not null,
    language   text not null,
    day        date not null,
    person_id  uuid,
    ct         bytea not null
);
create index on dossier.narrative (dossier_id);

-- Names stand apart: own schema, own role, reached through two functions only.
create table identity.person (
    dossier_id uuid primary key,
    org_id     uuid not null,
    ct         bytea not null,
    phone_bidx bytea
);
create index on identity.person (org_id, phone_bidx) where phone_bidx is not null;

do $$
declare t text;
begin
    foreach t in array array['dossier', 'key', 'narrative'] loop
        execute format('alter table dossier.%I enable row level security, force row level security', t);
        execute format('create policy own on dossier.%I to openilm_app using (org_id = access.org()) with check (org_id = access.org())', t);
    end loop;
end $$;
alter table identity.person enable row level security, force row level security;
create policy own on identity.person to openilm_identity using (org_id = access.org()) with check (org_id = access.org());

grant select, insert on dossier.dossier, dossier.key, dossier.narrative to openilm_app;
grant select, insert, update on identity.person to openilm_identity;

create function identity.put(p_dossier uuid, p_ct bytea, p_bidx bytea) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
    insert into identity.person values (p_dossier, access.org(), p_ct, p_bidx)
    on conflict (dossier_id) do update set ct = excluded.ct, phone_bidx = coalesce(excluded.phone_bidx, identity.person.phone_bidx)
$$;
create function identity.get(p_dossier uuid) returns table (ct bytea, phone_bidx bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select p.ct, p.phone_bidx from identity.person p where p.dossier_id = p_dossier
$$;
revoke execute on all functions in schema identity from public;
grant execute on all functions in schema identity to openilm_app;
grant create on schema identity to openilm_identity;
alter function identity.put(uuid, bytea, bytea) owner to openilm_identity;
alter function identity.get(uuid) owner to openilm_identity;
revoke create on schema identity from openilm_identity;
