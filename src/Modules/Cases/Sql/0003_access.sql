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

-- Whoever is granted cases by name sees those and nothing else, in every table that tells of a case. Asked once a statement: for everybody else the
-- first half answers. The lists are made inside functions, so that the planner does not reckon with reading all cases for each statement.
create function cases.my_files() returns uuid[] language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin return case when access.sees_all_cases() then '{}' else array(select f.dossier_id from cases.file f) end; end $$;
create function cases.my_contacts() returns uuid[] language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin return case when access.sees_all_cases() then '{}' else array(select f.contact_id from cases.file f) end; end $$;
create function cases.my_shares() returns uuid[] language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin return case when access.sees_all_cases() then '{}' else array(select s.id from cases.share s) end; end $$;
create function cases.my_issues() returns uuid[] language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin return case when access.sees_all_cases() then '{}' else array(select i.id from cases.labor_issue i) end; end $$;
grant execute on function cases.my_files(), cases.my_contacts(), cases.my_shares(), cases.my_issues() to openilm_app;
do $$
declare t text; c text; f text;
begin
    foreach t in array array['cases.case id access.my_cases', 'cases.file case_id access.my_cases', 'cases.labor_issue case_id access.my_cases', 'cases.safety_review case_id access.my_cases',
        'cases.consent case_id access.my_cases', 'cases.share case_id access.my_cases', 'cases.claim case_id access.my_cases', 'cases.validation case_id access.my_cases',
        'cases.retaliation_report case_id access.my_cases', 'cases.event case_id access.my_cases', 'voice.contact case_id access.my_cases',
        'cases.response share_id cases.my_shares', 'cases.packet_key share_id cases.my_shares', 'cases.action issue_id cases.my_issues',
        'dossier.dossier id cases.my_files', 'dossier.key dossier_id cases.my_files', 'dossier.narrative dossier_id cases.my_files', 'voice.message contact_id cases.my_contacts'] loop
        c := split_part(t, ' ', 2); f := split_part(t, ' ', 3); t := replace(split_part(t, ' ', 1), '.case', '."case"');
        execute format('create policy by_name on %s as restrictive for select to openilm_app using ((select access.sees_all_cases()) or %I = any ((select %s())::uuid[]))', t, c, f);
    end loop;
end $$;
create policy by_name on platform.notification as restrictive for select to openilm_app
    using ((select access.sees_all_cases()) or person_id = access.person() or subject_kind not in ('case', 'share', 'issue', 'contact')
           or subject = any ((select access.my_cases())::uuid[]) or subject = any ((select cases.my_shares())::uuid[]));
