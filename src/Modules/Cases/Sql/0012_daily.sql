-- Daily work: own views of the list, lists of cases, handovers for a time; and the one predicate that keeps a person out of what she declared a conflict for.

create table cases.saved_filter (
    id        uuid primary key,
    org_id    uuid not null,
    person_id uuid not null,
    name      text not null check (length(name) between 1 and 60),
    -- The filter as its address says it, in the order of its members; never a place in the list.
    query     text not null check (length(query) <= 1000),
    shared    boolean not null default false,
    made_on   date not null,
    version   integer not null default 1
);
create unique index saved_filter_name on cases.saved_filter (org_id, person_id, lower(name));
create index saved_filter_shared on cases.saved_filter (org_id) where shared;

-- How a person likes her list: what it opens with, and which columns. No row: everything, with the usual columns.
create table cases.list_choice (
    org_id         uuid not null,
    person_id      uuid not null,
    default_filter uuid references cases.saved_filter on delete set null,
    columns        text[] not null,
    primary key (person_id, org_id)
);

create table cases.work_list (
    id        uuid primary key,
    org_id    uuid not null,
    person_id uuid not null,
    name      text not null check (length(name) between 1 and 60),
    shared    boolean not null default false,
    made_on   date not null,
    ended_on  date,
    version   integer not null default 1
);
create unique index work_list_name on cases.work_list (org_id, person_id, lower(name)) where ended_on is null;
create table cases.work_list_item (
    list_id  uuid not null references cases.work_list,
    org_id   uuid not null,
    case_id  uuid not null references cases."case",
    added_by uuid not null,
    added_on date not null,
    primary key (list_id, case_id)
);
create index on cases.work_list_item (case_id);

-- A handover for a time: from a day on somebody else runs the cases, and after the last day they come back. Planned, Running, Ended or Canceled.
create table cases.handover (
    id          uuid primary key,
    org_id      uuid not null,
    from_person uuid not null,
    to_person   uuid not null,
    from_day    date not null,
    -- The last day; null: until somebody ends it.
    until_day   date,
    state       text not null check (state in ('Planned', 'Running', 'Ended', 'Canceled')),
    made_by     uuid not null,
    made_on     date not null,
    ended_on    date,
    version     integer not null default 1,
    check (from_person <> to_person),
    check (until_day is null or until_day >= from_day)
);
create unique index handover_live on cases.handover (org_id, from_person) where state in ('Planned', 'Running');
create index handover_due on cases.handover (org_id, state, from_day) where state in ('Planned', 'Running');
create table cases.handover_case (
    handover_id uuid not null references cases.handover,
    org_id      uuid not null,
    case_id     uuid not null references cases."case",
    -- Null while it only waits for the day; what could not be handed over says why and stays.
    given_on    date,
    back_on     date,
    why_not     text,
    primary key (handover_id, case_id)
);
create index on cases.handover_case (case_id);

do $$
declare t text;
begin
    foreach t in array array['saved_filter', 'list_choice', 'work_list', 'work_list_item', 'handover', 'handover_case'] loop
        execute format('alter table cases.%I enable row level security, force row level security', t);
        execute format('grant select, insert, update on cases.%I to openilm_app', t);
    end loop;
    -- Own, or shared in the organization: read by all, changed by whoever made it; a supervisor tidies what is shared.
    foreach t in array array['saved_filter', 'work_list'] loop
        execute format('create policy seen on cases.%I for select to openilm_app using (org_id = access.org() and (shared or person_id = access.person()))', t);
        execute format('create policy made on cases.%I for insert to openilm_app with check (org_id = access.org() and person_id = access.person())', t);
        execute format('create policy kept on cases.%I for update to openilm_app using (org_id = access.org() and (person_id = access.person() or shared and access.holds(''Supervisor''))) with check (org_id = access.org())', t);
        execute format('create policy gone on cases.%I for delete to openilm_app using (org_id = access.org() and (person_id = access.person() or shared and access.holds(''Supervisor'')))', t);
    end loop;
    foreach t in array array['work_list_item', 'handover', 'handover_case'] loop
        execute format('create policy own on cases.%I to openilm_app using (org_id = access.org()) with check (org_id = access.org())', t);
    end loop;
    foreach t in array array['work_list_item', 'handover_case'] loop
        execute format('create policy by_name on cases.%I as restrictive for select to openilm_app using ((select access.sees_all_cases()) or case_id = any ((select access.my_cases())::uuid[]))', t);
    end loop;
end $$;
create policy own on cases.list_choice to openilm_app using (org_id = access.org() and person_id = access.person()) with check (org_id = access.org() and person_id = access.person());
-- What stands in a list is seen with the list.
create policy of_list on cases.work_list_item as restrictive for select to openilm_app using (list_id in (select l.id from cases.work_list l));
grant delete on cases.saved_filter, cases.work_list_item to openilm_app;

-- What the person of the transaction keeps out of: the cases she named, and every case that concerns an organization she named: at one of its sites, or
-- told to it in a packet. Everything else follows from these. Asked once a statement, and only of somebody who declared something.
create function cases.recused_cases() returns uuid[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    with kept as (select r.kind, r.subject from access.recusal r where r.person_id = access.person() and r.org_id = access.org() and r.lifted_on is null),
         firms as (select k.subject as id from kept k where k.kind = 'organization'
                   union select o.merged_into from access.organization o join kept k on k.subject = o.id where k.kind = 'organization' and o.merged_into is not null)
    select coalesce(array_agg(x.id), '{}') from (
        select k.subject as id from kept k where k.kind = 'case'
        union select c.id from cases."case" c join network.site s on s.id = c.site_id join firms f on f.id = s.org_id where c.org_id = access.org()
        union select s.case_id from cases.share s join firms f on f.id = s.recipient_org where s.org_id = access.org()) x
$$;
create function cases.recused_files() returns uuid[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select coalesce(array_agg(f.dossier_id), '{}') from cases.file f where f.case_id = any ((select cases.recused_cases())::uuid[])
$$;
create function cases.recused_contacts() returns uuid[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select coalesce(array_agg(f.contact_id), '{}') from cases.file f where f.case_id = any ((select cases.recused_cases())::uuid[])
$$;
create function cases.recused_shares() returns uuid[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select coalesce(array_agg(s.id), '{}') from cases.share s where s.case_id = any ((select cases.recused_cases())::uuid[])
$$;
create function cases.recused_issues() returns uuid[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select coalesce(array_agg(i.id), '{}') from cases.labor_issue i where i.case_id = any ((select cases.recused_cases())::uuid[])
$$;
-- Who of these people keeps out of these cases, told to whoever assigns: the pairs alone.
create function cases.recused_among(p_people uuid[], p_cases uuid[]) returns table (person_id uuid, case_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select r.person_id, c.id from access.recusal r join cases."case" c on c.org_id = r.org_id and c.id = any (p_cases)
     where r.org_id = access.org() and r.lifted_on is null and r.person_id = any (p_people)
       and (r.kind = 'case' and r.subject = c.id
            or r.kind = 'organization' and (exists (select 1 from network.site s left join access.organization o on o.id = r.subject where s.id = c.site_id and s.org_id in (r.subject, o.merged_into))
                                            or exists (select 1 from cases.share s where s.case_id = c.id and s.recipient_org = r.subject)))
$$;

-- Nobody runs a case she keeps out of, whichever way it came to her: it is left without a handler, and the supervisors are told.
create function cases.keep_assignee_out() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if exists (select 1 from access.recusal r
                where r.person_id = new.assigned_to and r.org_id = new.org_id and r.lifted_on is null
                  and (r.kind = 'case' and r.subject = new.id
                       or r.kind = 'organization' and exists (select 1 from network.site s left join access.organization o on o.id = r.subject where s.id = new.site_id and s.org_id in (r.subject, o.merged_into)))) then
        new.assigned_to := null;
        insert into platform.outbox (org_id, kind, subject_kind, subject, role, day) values (new.org_id, 'case.without-handler', 'case', new.id, 'Supervisor', current_date);
    end if;
    return new;
end $$;

-- One restrictive policy beside each of those that keep to cases granted by name, in every table that has one by now. Called again by whoever adds such a
-- table after this file; the architecture tests ask for it.
create function cases.keep_recused_out() returns integer language plpgsql set search_path = pg_catalog, pg_temp as $$
declare p record; m text[]; made integer := 0;
begin
    for p in select schemaname, tablename, roles, qual from pg_policies b where b.policyname = 'by_name'
                and not exists (select 1 from pg_policies r where r.schemaname = b.schemaname and r.tablename = b.tablename and r.policyname = 'recused') loop
        -- (( SELECT access.sees_all_cases() …) OR (COLUMN = ANY (( SELECT SCHEMA.my_THINGS() …)))): the plain form; what differs has its own policy below.
        m := regexp_match(p.qual, '^\(\( SELECT access\.sees_all_cases\(\) AS sees_all_cases\) OR \((\w+) = ANY \(+ ?SELECT \w+\.my_(cases|files|contacts|shares|issues)\(\)[^()]*\)\)*(?:::uuid\[\])?\)*\)$');
        if m is null then continue; end if;
        execute format('create policy recused on %I.%I as restrictive for select to %s using ((select access.recused_from_nothing()) or not (%I = any ((select cases.recused_%s())::uuid[])) or %I is null)',
            p.schemaname, p.tablename, array_to_string(p.roles, ', '), m[1], m[2], m[1]);
        made := made + 1;
    end loop;
    return made;
end $$;
select cases.keep_recused_out();
-- A group of linked cases shows while one of its cases does.
create policy recused on cases.case_group as restrictive for select to openilm_app
    using ((select access.recused_from_nothing()) or id in (select l.group_id from cases.case_link l));
create policy recused on platform.notification as restrictive for select to openilm_app
    using ((select access.recused_from_nothing()) or subject_kind not in ('case', 'share', 'issue', 'contact')
           or not (subject = any ((select cases.recused_cases())::uuid[]) or subject = any ((select cases.recused_shares())::uuid[])
                   or subject = any ((select cases.recused_issues())::uuid[]) or subject = any ((select cases.recused_contacts())::uuid[])));
-- What is told of a packet is told to whoever may open it: not to a colleague of another site, and not after it was taken back.
create policy of_share on platform.notification as restrictive for select to openilm_app
    using (subject_kind <> 'share' or access.person() is null or exists (select 1 from cases.share s where s.id = subject));
create policy recused on identity.person as restrictive for select to openilm_identity
    using ((select access.recused_from_nothing()) or not (dossier_id = any ((select cases.recused_files())::uuid[])));

-- What changed is told to whoever sees it in her lists, and to nobody else.
create policy by_name on platform.live as restrictive for select to openilm_app
    using ((select access.sees_all_cases()) or kind = 'shared' or person_id = access.person()
           or subject = any ((select access.my_cases())::uuid[]) or subject = any ((select cases.my_shares())::uuid[]));
create policy recused on platform.live as restrictive for select to openilm_app
    using ((select access.recused_from_nothing()) or not (subject = any ((select cases.recused_cases())::uuid[]) or subject = any ((select cases.recused_shares())::uuid[])
           or subject = any ((select cases.recused_issues())::uuid[]) or subject = any ((select cases.recused_contacts())::uuid[])));
-- A packet that was taken back is in nobody's list: only that the list changed is told then.
create policy of_share on platform.live as restrictive for select to openilm_app
    using (kind <> 'shared' or subject = org_id or exists (select 1 from cases.share s where s.id = subject));

create function cases.case_changed() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform platform.changed(n.org_id, 'case', n.case_id, null, null) from (select distinct org_id, case_id from happened) n;
    return null;
end $$;
create function cases.share_changed() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform platform.changed(new.recipient_org, 'shared', case when new.state = 'Released' then new.id else new.recipient_org end, null, null);
    return null;
end $$;

create trigger keep_assignee_out before insert or update of assigned_to, site_id on cases."case" for each row when (new.assigned_to is not null) execute function cases.keep_assignee_out();
create trigger changed after insert on cases.event referencing new table as happened for each statement execute function cases.case_changed();
create trigger changed after update on cases.share for each row
    when (new.recipient_org is not null and (new.state is distinct from old.state or new.ended is distinct from old.ended) and (new.state = 'Released' or old.state = 'Released'))
    execute function cases.share_changed();

grant create on schema cases to openilm_door;
grant select (case_id, org_id, dossier_id, contact_id) on cases.file to openilm_door;
grant select (id, org_id, case_id) on cases.labor_issue to openilm_door;
create policy keeping_out on cases.file for select to openilm_door using (true);
create policy keeping_out on cases.labor_issue for select to openilm_door using (true);
grant execute on function cases.recused_cases(), cases.recused_files(), cases.recused_contacts(), cases.recused_shares(), cases.recused_issues(), cases.recused_among(uuid[], uuid[]) to openilm_app, openilm_door;
grant usage on schema cases to openilm_identity;
grant execute on function cases.recused_files(), cases.recused_cases() to openilm_identity;
revoke execute on function cases.keep_recused_out(), cases.keep_assignee_out(), cases.case_changed(), cases.share_changed() from public;
alter function cases.recused_cases() owner to openilm_door;
alter function cases.recused_files() owner to openilm_door;
alter function cases.recused_contacts() owner to openilm_door;
alter function cases.recused_shares() owner to openilm_door;
alter function cases.recused_issues() owner to openilm_door;
alter function cases.recused_among(uuid[], uuid[]) owner to openilm_door;
alter function cases.case_changed() owner to openilm_door;
alter function cases.share_changed() owner to openilm_door;
grant insert on platform.outbox to openilm_door;
alter function cases.keep_assignee_out() owner to openilm_door;
revoke create on schema cases from openilm_door;
