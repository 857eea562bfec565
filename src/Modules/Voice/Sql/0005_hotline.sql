-- The hotline: who spoke with whom in which language, how long, what was wanted, and who wishes to be called back.
alter table voice.contact
    add column seq bigint generated always as identity,
    add column handler_language text,
    add column interpreter text check (interpreter in ('none', 'colleague', 'service', 'companion')),
    add column interpreter_independent boolean,
    -- A band and no times: with the times somebody could find the call in a telephone company's list.
    add column length text check (length in ('under-5', '5-15', '15-30', '30-60', 'over-60')),
    add column attempts integer check (attempts between 0 and 99),
    add column next_step text,
    -- What an information or assistance request was about, and whether it was answered at once.
    add column topic text,
    add column finished boolean not null default false,
    -- The draft it was sent from: sent twice, it is one contact.
    add column draft_id uuid;
create unique index contact_of_draft on voice.contact (org_id, logged_by, draft_id) where draft_id is not null;
create index contact_list on voice.contact (org_id, seq desc);
create index contact_of_person on voice.contact (logged_by, seq desc) where logged_by is not null;

-- What came in by itself and has no blind index yet: through a gateway, and from now on also from the worker's page.
create index contact_not_indexed on voice.contact (org_id) where logged_by is null and not indexed;

create table voice.callback (
    id         uuid primary key,
    org_id     uuid not null,
    contact_id uuid not null references voice.contact,
    due_on     date not null,
    state      text not null check (state in ('Open', 'Reached', 'Ended')),
    attempts   integer not null default 0,
    tried_on   date,
    told_on    date,
    made_by    uuid not null,
    -- Her safe hours and whatever else must be kept in mind; the day alone is readable.
    ct         bytea,
    version    integer not null default 1
);
create index callback_open on voice.callback (org_id, due_on) where state = 'Open';
create index callback_of_contact on voice.callback (contact_id);
alter table voice.callback enable row level security, force row level security;
create policy own on voice.callback to openilm_app using (org_id = access.org()) with check (org_id = access.org());
-- Whoever does not see the contact does not see the wish either.
create policy by_name on voice.callback as restrictive for select to openilm_app using ((select access.sees_all_cases()) or contact_id = any ((select voice.my_contacts())::uuid[]));
grant select, insert, update on voice.callback to openilm_app;

-- The dossiers of the own organization that carry one of these blind indexes. The indexes come from an unlocked member of the vault (security design, 2.5).
create function identity.known(p_bidx bytea[]) returns table (dossier_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select p.dossier_id from identity.person p where p.org_id = access.org() and p.phone_bidx = any (p_bidx)
$$;
revoke execute on function identity.known(bytea[]) from public;
grant execute on function identity.known(bytea[]) to openilm_app;
grant create on schema identity to openilm_identity;
alter function identity.known(bytea[]) owner to openilm_identity;
revoke create on schema identity from openilm_identity;
