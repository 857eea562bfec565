-- The worker's door: channels, contacts and messages.
create schema voice;
grant usage on schema voice to openilm_app, openilm_door;

create table voice.channel (
    id          uuid primary key,
    org_id      uuid not null references access.organization,
    slug        text not null unique check (slug ~ '^[a-z0-9-]{2,40}$'),
    name        text not null,
    countries   text[] not null,
    languages   text[] not null,
    default_for text[] not null default '{}',
    hours       text not null default '',
    telephones  text[] not null default '{}',
    open        boolean not null default true,
    version     integer not null default 1
);

create table voice.contact (
    id               uuid primary key,
    org_id           uuid not null,
    dossier_id       uuid not null,
    vault_id         uuid not null,
    channel_id       uuid,
    channel          text not null,
    reason           text not null,
    danger           text not null,
    language         text not null,
    country          text,
    received_on      date not null,
    lookup           bytea unique,
    reply_pub        bytea,
    reply_sk_wrapped bytea,
    first_text_hash  bytea,
    closed_by_worker boolean not null default false,
    logged_by        uuid,
    -- The case she wrote or called about; joined: it was there before this contact.
    case_id          uuid not null,
    joined           boolean not null default false,
    -- What she allowed when she made contact, how she said it, and which wording she was asked with.
    consent          text not null,
    consent_how      text not null check (consent_how in ('written', 'verbal', 'web')),
    consent_wording  text not null
);
create index on voice.contact (org_id, received_on);
create index on voice.contact (dossier_id);
create index on voice.contact (case_id);

-- Inbound messages are sealed to the vault; outbound to the worker's reply key and to the vault.
create table voice.message (
    id            uuid primary key,
    org_id        uuid not null,
    contact_id    uuid not null references voice.contact,
    from_worker   boolean not null,
    day           date not null,
    person_id     uuid,
    seq           bigint generated always as identity,
    text_hash     bytea,
    ct_for_worker bytea,
    ct_for_vault  bytea not null,
    hidden_by_worker boolean not null default false
);
create index on voice.message (contact_id, seq);
create unique index on voice.message (contact_id, text_hash) where text_hash is not null;

do $$
declare t text;
begin
    foreach t in array array['contact', 'message'] loop
        execute format('alter table voice.%I enable row level security, force row level security', t);
        execute format('create policy own on voice.%I to openilm_app using (org_id = access.org()) with check (org_id = access.org())', t);
    end loop;
end $$;
alter table voice.channel enable row level security, force row level security;
create policy everyone on voice.channel for select to openilm_app using (true);
create policy own_i on voice.channel for insert to openilm_app with check (org_id = access.org());
create policy own_u on voice.channel for update to openilm_app using (org_id = access.org());
create policy door on voice.contact for select to openilm_door using (true);
grant select, insert, update on voice.channel, voice.contact, voice.message to openilm_app;
grant select on voice.contact to openilm_door;

-- The receipt's door: from the lookup to the organization and contact, nothing else. It does not say whether the worker closed the
-- channel: unknown, erased and closed take the same way and the same time, and the caller decides at the end of it.
create function voice.by_receipt(p_lookup bytea) returns table (id uuid, org_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select c.id, c.org_id from voice.contact c where c.lookup = p_lookup
$$;
grant create on schema voice to openilm_door;
alter function voice.by_receipt(bytea) owner to openilm_door;
grant execute on function voice.by_receipt(bytea) to openilm_app;
