-- Which version of the vault's key the worker's words at validation are sealed to; null without words.
alter table cases.validation add column vault_version integer;
alter table cases.validation no force row level security;
update cases.validation set vault_version = 1 where ct is not null;
alter table cases.validation force row level security;
alter table cases.validation add constraint validation_key_version foreign key (org_id, vault_version) references access.vault_version (org_id, version);
create index validation_of_version on cases.validation (org_id, vault_version) where vault_version is not null;
alter table cases.packet_key add constraint packet_key_version foreign key (recipient_org, version) references access.vault_version (org_id, version);
create index packet_key_of_version on cases.packet_key (recipient_org, version);
create index case_of_person on cases."case" (assigned_to) where assigned_to is not null and state <> 'Closed';

-- The keys of packets for the vault of the organization of the transaction, also those that are held until a release: the program itself asks when
-- the vault's key changes, never a person. A recipient could read a packet before its release otherwise.
create function cases.packet_wraps(p_version integer, p_without uuid[], p_most integer) returns table (share_id uuid, dossier_id uuid, wrap bytea)
language sql security definer set search_path = pg_catalog, pg_temp as $$
    select k.share_id, s.dossier_id, k.wrap from cases.packet_key k join cases.share s on s.id = k.share_id
     where access.person() is null and k.recipient_org = access.org() and k.version = p_version and k.share_id <> all (p_without)
     order by k.share_id limit p_most for update of k skip locked
$$;
create function cases.packet_wraps_left(p_version integer) returns integer
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select count(*)::integer from cases.packet_key k where access.person() is null and k.recipient_org = access.org() and k.version = p_version
$$;
-- Where a wrap for the new version is there already (the author made it meanwhile), the old one goes.
create function cases.move_packet_wrap(p_share uuid, p_from integer, p_to integer, p_wrap bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if access.person() is not null then return; end if;
    if exists (select 1 from cases.packet_key k where k.share_id = p_share and k.recipient_org = access.org() and k.version = p_to) then
        delete from cases.packet_key k where k.share_id = p_share and k.recipient_org = access.org() and k.version = p_from;
    else
        update cases.packet_key k set version = p_to, wrap = p_wrap where k.share_id = p_share and k.recipient_org = access.org() and k.version = p_from;
    end if;
end $$;
grant create on schema cases to openilm_door;
grant select, update, delete on cases.packet_key to openilm_door;
create policy door on cases.packet_key to openilm_door using (true) with check (true);
alter function cases.packet_wraps(integer, uuid[], integer) owner to openilm_door;
alter function cases.packet_wraps_left(integer) owner to openilm_door;
alter function cases.move_packet_wrap(uuid, integer, integer, bytea) owner to openilm_door;
revoke create on schema cases from openilm_door;
grant execute on all functions in schema cases to openilm_app, openilm_door;

-- Whoever is granted cases or vaults by name sees those and nothing else, in every table that tells of a case. Asked once a statement; the answer
-- for everybody else is the first half, and the list of cases is never made.
create policy by_name on cases."case" as restrictive for select to openilm_app
    using ((select access.sees_all_cases()) or id = any ((select access.my_cases())::uuid[]) or vault_id = any ((select access.my_cases())::uuid[]));
do $$
declare t text;
begin
    foreach t in array array['cases.file', 'cases.labor_issue', 'cases.safety_review', 'cases.consent', 'cases.share', 'cases.claim', 'cases.validation', 'cases.retaliation_report', 'cases.event', 'voice.contact'] loop
        execute format('create policy by_name on %s as restrictive for select to openilm_app using ((select access.sees_all_cases()) or case_id in (select c.id from cases."case" c))', t);
    end loop;
    foreach t in array array['cases.response', 'cases.packet_key'] loop
        execute format('create policy by_name on %s as restrictive for select to openilm_app using ((select access.sees_all_cases()) or share_id in (select s.id from cases.share s))', t);
    end loop;
    foreach t in array array['dossier.key', 'dossier.narrative'] loop
        execute format('create policy by_name on %s as restrictive for select to openilm_app using ((select access.sees_all_cases()) or dossier_id in (select f.dossier_id from cases.file f))', t);
    end loop;
end $$;
create policy by_name on cases.action as restrictive for select to openilm_app using ((select access.sees_all_cases()) or issue_id in (select i.id from cases.labor_issue i));
create policy by_name on dossier.dossier as restrictive for select to openilm_app using ((select access.sees_all_cases()) or id in (select f.dossier_id from cases.file f));
create policy by_name on voice.message as restrictive for select to openilm_app using ((select access.sees_all_cases()) or contact_id in (select c.id from voice.contact c));
create policy by_name on platform.notification as restrictive for select to openilm_app
    using ((select access.sees_all_cases()) or person_id = access.person() or subject_kind not in ('case', 'share', 'issue', 'contact')
           or subject in (select c.id from cases."case" c) or subject in (select s.id from cases.share s));
