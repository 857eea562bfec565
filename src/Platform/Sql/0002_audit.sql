-- One hash chain an organization. The chain is made here, under the lock of its head, so that no caller can write an entry
-- that is not chained, and the lock is held only from the append to the commit.
create table audit.head (
    org_id uuid primary key,
    seq    bigint not null,
    hash   bytea not null
);

-- at is null for anonymous acts: they carry the day only.
create table audit.entry (
    org_id      uuid not null,
    seq         bigint not null,
    day         date not null,
    at          timestamptz,
    actor_kind  text not null,
    actor       uuid,
    action      text not null,
    object_kind text not null,
    object      uuid,
    detail      text not null,
    prev        bytea not null,
    hash        bytea not null,
    primary key (org_id, seq)
);
create index on audit.entry (org_id, object);

create table audit.anchor (
    org_id    uuid not null,
    seq       bigint not null,
    hash      bytea not null,
    at        timestamptz not null,
    signature bytea not null,
    primary key (org_id, seq)
);

alter table audit.head enable row level security, force row level security;
alter table audit.entry enable row level security, force row level security;
alter table audit.anchor enable row level security, force row level security;
create policy door on audit.head to openilm_door using (true) with check (true);
create policy door on audit.entry to openilm_door using (true) with check (true);
create policy door on audit.anchor to openilm_door using (true) with check (true);
create policy own on audit.head for select to openilm_app using (org_id = access.org() or access.holds('Auditor'));
create policy own on audit.entry for select to openilm_app using (org_id = access.org() or access.holds('Auditor'));
create policy own on audit.anchor for select to openilm_app using (org_id = access.org() or access.holds('Auditor'));
grant select on audit.head, audit.entry, audit.anchor to openilm_app;
grant select, insert, update on audit.head to openilm_door;
grant select, insert on audit.entry, audit.anchor to openilm_door;

create function audit.part(value text) returns bytea language sql immutable parallel safe
    return case when value is null then '\xffffffff'::bytea else int4send(octet_length(convert_to(value, 'UTF8'))) || convert_to(value, 'UTF8') end;

create function audit.canonical(org uuid, seq bigint, day date, at timestamptz, actor_kind text, actor uuid, action text,
                                object_kind text, object uuid, detail text) returns bytea language sql immutable parallel safe
    return audit.part(org::text) || audit.part(seq::text) || audit.part(to_char(day, 'YYYY-MM-DD'))
        || audit.part(to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) || audit.part(actor_kind) || audit.part(actor::text)
        || audit.part(action) || audit.part(object_kind) || audit.part(object::text) || audit.part(detail);

create function audit.append(p_org uuid, p_day date, p_at timestamptz, p_actor_kind text, p_actor uuid, p_action text,
                             p_object_kind text, p_object uuid, p_detail text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare last bigint; prev bytea; next bytea;
begin
    select h.seq, h.hash into last, prev from audit.head h where h.org_id = p_org for update;
    if not found then
        insert into audit.head values (p_org, 0, sha256(convert_to(p_org::text, 'UTF8'))) on conflict do nothing;
        select h.seq, h.hash into last, prev from audit.head h where h.org_id = p_org for update;
    end if;
    next := sha256(audit.canonical(p_org, last + 1, p_day, p_at, p_actor_kind, p_actor, p_action, p_object_kind, p_object, p_detail) || prev);
    insert into audit.entry values (p_org, last + 1, p_day, p_at, p_actor_kind, p_actor, p_action, p_object_kind, p_object, p_detail, prev, next);
    update audit.head h set seq = last + 1, hash = next where h.org_id = p_org;
end $$;

-- Every head, for the hourly anchor; and the anchor itself.
create function audit.heads() returns table (org_id uuid, seq bigint, hash bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$ select org_id, seq, hash from audit.head order by org_id $$;
create function audit.put_anchor(p_org uuid, p_seq bigint, p_hash bytea, p_at timestamptz, p_signature bytea) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
    insert into audit.anchor values (p_org, p_seq, p_hash, p_at, p_signature) on conflict do nothing
$$;

create function audit.never() returns trigger language plpgsql as $$ begin raise exception 'the audit log is never changed'; end $$;
create trigger never before update or delete or truncate on audit.entry for each statement execute function audit.never();

grant execute on all functions in schema audit to openilm_app, openilm_door;
alter function audit.append(uuid, date, timestamptz, text, uuid, text, text, uuid, text) owner to openilm_door;
alter function audit.heads() owner to openilm_door;
alter function audit.put_anchor(uuid, bigint, bytea, timestamptz, bytea) owner to openilm_door;
