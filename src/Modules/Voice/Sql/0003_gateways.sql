-- Messaging gateways: accounts at providers, what came in and where the next message belongs, what goes out and what became of it.
create table voice.gateway (
    id             uuid primary key,
    org_id         uuid not null references access.organization,
    channel_id     uuid not null references voice.channel,
    provider       text not null check (provider in ('Twilio', 'WhatsApp', 'Line', 'Telegram', 'Viber', 'Email')),
    name           text not null check (length(name) between 1 and 100),
    language       text not null,
    public_url     text,
    credentials_ct bytea not null,
    is_on          boolean not null default true,
    test_state     text,
    tested_on      date,
    version        integer not null default 1
);
create index on voice.gateway (org_id);

alter table voice.contact
    add column gateway_id uuid references voice.gateway,
    -- She wrote STOP in this conversation.
    add column stopped boolean not null default false,
    -- Its sender has a blind index, which only an unlocked member of the vault can compute.
    add column indexed boolean not null default false;
-- Where a message stands among the others of its contact when the provider knows better than the order of arrival; the opening text is 0.
alter table voice.message add column place double precision;

create index contact_to_index on voice.contact (org_id) where gateway_id is not null and not indexed;

-- What was taken already, by a keyed hash of the provider's id: some of these ids contain the number.
create table voice.gateway_event (
    org_id  uuid not null,
    id_hash bytea not null,
    day     date not null,
    -- Of a letter whose files are handed over after it.
    contact_id uuid references voice.contact,
    primary key (org_id, id_hash)
);
create index on voice.gateway_event (day);

-- To which contact the next message of a sender belongs, while the routing key in the keystore lives. order_ct: when the last messages were sent, by the
-- provider's clock, sealed under that key.
create table voice.conversation (
    id          uuid primary key,
    org_id      uuid not null,
    gateway_id  uuid not null references voice.gateway,
    contact_id  uuid not null references voice.contact,
    sender_hash bytea not null,
    key_id      uuid not null,
    order_ct    bytea not null,
    good_until  timestamptz not null,
    unique (org_id, sender_hash)
);
create index on voice.conversation (good_until);
create index on voice.conversation (contact_id);

-- Who asked not to be written to, or to be written to again: the number sealed to the vault; its blind index once a member was unlocked. The last one counts.
create table voice.stop (
    id            uuid primary key,
    org_id        uuid not null,
    wants         text not null check (wants in ('Stop', 'Start')),
    day           date not null,
    seq           bigint generated always as identity,
    ct            bytea not null,
    vault_version integer not null,
    phone_bidx    bytea,
    constraint stop_key_version foreign key (org_id, vault_version) references access.vault_version (org_id, version)
);
create index on voice.stop (org_id, phone_bidx, seq desc);
create index on voice.stop (org_id, vault_version);

-- What goes out. ct: number and words under the transport key in the keystore; deleted with that key when it went out or was too late.
create table voice.outbound (
    id            uuid primary key,
    org_id        uuid not null,
    gateway_id    uuid not null references voice.gateway,
    contact_id    uuid not null references voice.contact,
    message_id    uuid references voice.message,
    kind          text not null check (kind in ('Typed', 'Notice', 'FirstAnswer')),
    ct            bytea,
    state         text not null check (state in ('Queued', 'Sending', 'Unsure', 'Sent', 'Delivered', 'Read', 'Failed', 'Expired', 'Withdrawn')),
    fault         text,
    attempts      integer not null default 0,
    next_at       timestamptz,
    good_until    timestamptz,
    taken_at      timestamptz,
    provider_hash bytea,
    person_id     uuid,
    queued_on     date not null,
    state_on      date not null,
    seq           bigint generated always as identity
);
create index on voice.outbound (contact_id);
create index outbound_waiting on voice.outbound (next_at) where state in ('Queued', 'Sending');
create unique index outbound_provider_hash on voice.outbound (org_id, provider_hash) where provider_hash is not null;

-- Pictures, voice messages and files that are still with the provider. ct: how it finds them, under a transport key in the keystore; deleted with that key
-- when they are here or will never be.
create table voice.medium (
    id         uuid primary key,
    org_id     uuid not null,
    gateway_id uuid not null references voice.gateway,
    contact_id uuid not null references voice.contact,
    ct         bytea,
    state      text not null check (state in ('Waiting', 'Fetching', 'Taken', 'Refused', 'Lost')),
    fault      text,
    attempts   integer not null default 0,
    next_at    timestamptz,
    good_until timestamptz not null,
    taken_at   timestamptz,
    state_on   date not null
);
create index on voice.medium (contact_id);
create index medium_waiting on voice.medium (next_at) where state in ('Waiting', 'Fetching');

do $$
declare t text;
begin
    foreach t in array array['gateway', 'gateway_event', 'conversation', 'stop', 'outbound', 'medium'] loop
        execute format('alter table voice.%I enable row level security, force row level security', t);
        execute format('create policy own on voice.%I to openilm_app using (org_id = access.org()) with check (org_id = access.org())', t);
        execute format('create policy door on voice.%I to openilm_door using (true) with check (true)', t);
    end loop;
end $$;
-- Whoever is granted cases by name sees what belongs to the contacts of those cases: the policy of the contacts decides.
create function voice.my_contacts() returns uuid[] language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin return case when access.sees_all_cases() then '{}' else array(select c.id from voice.contact c) end; end $$;
create policy by_name on voice.conversation as restrictive for select to openilm_app using ((select access.sees_all_cases()) or contact_id = any ((select voice.my_contacts())::uuid[]));
create policy by_name on voice.outbound as restrictive for select to openilm_app using ((select access.sees_all_cases()) or contact_id = any ((select voice.my_contacts())::uuid[]));
create policy by_name on voice.medium as restrictive for select to openilm_app using ((select access.sees_all_cases()) or contact_id = any ((select voice.my_contacts())::uuid[]));
grant execute on function voice.my_contacts() to openilm_app;

grant select, insert, update on voice.gateway, voice.stop, voice.outbound, voice.medium to openilm_app;
grant select, insert, update on voice.gateway_event to openilm_app;
grant select, insert, update, delete on voice.conversation to openilm_app;
grant select on voice.gateway to openilm_door;
grant select, update on voice.outbound, voice.medium to openilm_door;
grant select, delete on voice.conversation, voice.gateway_event to openilm_door;

-- A webhook names the account in its address, before anybody is known.
create function voice.gateway_of(p_id uuid) returns table (id uuid, org_id uuid, channel_id uuid, provider text, name text, language text, public_url text, credentials_ct bytea, is_on boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select g.id, g.org_id, g.channel_id, g.provider, g.name, g.language, g.public_url, g.credentials_ct, g.is_on from voice.gateway g where g.id = p_id
$$;
-- Takes what is due, for one sender: two nodes never take the same row, and what was taken is not taken again by itself.
create function voice.take_outbound(at timestamptz, batch integer) returns table (id uuid, org_id uuid, gateway_id uuid, contact_id uuid, kind text, ct bytea, attempts integer, seq bigint)
language sql security definer set search_path = pg_catalog, pg_temp as $$
    update voice.outbound o set state = 'Sending', taken_at = at, attempts = o.attempts + 1
     where o.id in (select x.id from voice.outbound x where x.state = 'Queued' and x.next_at <= at and x.good_until > at order by x.next_at limit batch for update skip locked)
    returning o.id, o.org_id, o.gateway_id, o.contact_id, o.kind, o.ct, o.attempts, o.seq
$$;
-- Puts one back that certainly did not go out. The number of the attempt is the lease: a sender that was slower than another changes nothing.
create function voice.put_back_outbound(p_id uuid, p_attempts integer, p_next timestamptz, p_fault text) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
    update voice.outbound o set state = 'Queued', next_at = p_next, fault = p_fault, taken_at = null where o.id = p_id and o.state = 'Sending' and o.attempts = p_attempts
$$;
-- Takes what is to be fetched, and what somebody took and never settled: fetching again is harmless.
create function voice.take_media(at timestamptz, lost_before timestamptz, batch integer)
returns table (id uuid, org_id uuid, gateway_id uuid, contact_id uuid, ct bytea, attempts integer, good_until timestamptz)
language sql security definer set search_path = pg_catalog, pg_temp as $$
    update voice.medium m set state = 'Fetching', taken_at = at, attempts = m.attempts + 1
     where m.id in (select x.id from voice.medium x where x.state = 'Waiting' and x.next_at <= at or x.state = 'Fetching' and x.taken_at < lost_before order by x.next_at limit batch for update skip locked)
    returning m.id, m.org_id, m.gateway_id, m.contact_id, m.ct, m.attempts, m.good_until
$$;
create function voice.put_back_medium(p_id uuid, p_attempts integer, p_next timestamptz, p_fault text) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
    update voice.medium m set state = 'Waiting', next_at = p_next, fault = p_fault, taken_at = null where m.id = p_id and m.state = 'Fetching' and m.attempts = p_attempts
$$;
-- What is too late, and what a sender took and never settled.
create function voice.outbound_over(at timestamptz, lost_before timestamptz) returns table (id uuid, org_id uuid, gateway_id uuid, state text, attempts integer)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select o.id, o.org_id, o.gateway_id, o.state, o.attempts from voice.outbound o
     where o.state = 'Queued' and o.good_until <= at or o.state = 'Sending' and o.taken_at < lost_before order by o.next_at limit 500
$$;
-- Conversations whose routing key is gone lead nowhere; hashes of ids are kept as long as a provider may deliver again.
create function voice.tidy_gateways(at timestamptz, before date) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
    delete from voice.conversation where good_until <= at;
    delete from voice.gateway_event where day < before;
$$;
grant create on schema voice to openilm_door;
alter function voice.gateway_of(uuid) owner to openilm_door;
alter function voice.take_outbound(timestamptz, integer) owner to openilm_door;
alter function voice.put_back_outbound(uuid, integer, timestamptz, text) owner to openilm_door;
alter function voice.outbound_over(timestamptz, timestamptz) owner to openilm_door;
alter function voice.tidy_gateways(timestamptz, date) owner to openilm_door;
alter function voice.take_media(timestamptz, timestamptz, integer) owner to openilm_door;
alter function voice.put_back_medium(uuid, integer, timestamptz, text) owner to openilm_door;
grant execute on function voice.take_media(timestamptz, timestamptz, integer), voice.put_back_medium(uuid, integer, timestamptz, text) to openilm_app;
grant execute on function voice.gateway_of(uuid), voice.take_outbound(timestamptz, integer), voice.put_back_outbound(uuid, integer, timestamptz, text), voice.outbound_over(timestamptz, timestamptz),
    voice.tidy_gateways(timestamptz, date) to openilm_app;

-- "This number has called before": the index can only be computed by an unlocked member of the vault; names stay behind their own door.
create function identity.index_of(p_dossier uuid, p_bidx bytea) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
    update identity.person set phone_bidx = p_bidx where dossier_id = p_dossier and phone_bidx is distinct from p_bidx
$$;
revoke execute on function identity.index_of(uuid, bytea) from public;
grant execute on function identity.index_of(uuid, bytea) to openilm_app;
grant create on schema identity to openilm_identity;
alter function identity.index_of(uuid, bytea) owner to openilm_identity;
revoke create on schema identity from openilm_identity;
