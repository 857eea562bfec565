-- Early warning: what was sorted is counted with the act that sorts it, so that a chart costs the same however many cases there are; flags that a person
-- judges; and, for the network office, frozen groups of at least ten reports (ADR 0020).

-- One row for each category that a case reports at a site. For counting alone: nobody reads it, the counts below are read.
create table cases.report_fact (
    case_id  uuid not null references cases."case",
    org_id   uuid not null,
    site_id  uuid not null,
    category text not null,
    -- Monday of the week in which the report came in: a pile that is sorted in one day is no flare.
    week     date not null,
    primary key (case_id, category, site_id, week)
);

-- Reports by week, as the organization that sorted them counts them.
create table cases.report_week (
    org_id   uuid not null,
    site_id  uuid not null,
    category text not null,
    week     date not null,
    reports  integer not null,
    primary key (org_id, site_id, category, week)
);
create index report_week_newest on cases.report_week (org_id, week);

-- More reports than the past of the site lets expect. What is written here stood in the chart on the day the flag was raised, or raised again.
create table cases.warning (
    id          uuid primary key,
    org_id      uuid not null,
    site_id     uuid not null,
    category    text not null,
    state       text not null default 'Open' check (state in ('Open', 'Acknowledged', 'Dismissed')),
    since_week  date not null,
    weeks       integer not null check (weeks > 0),
    reports     integer not null check (reports > 0),
    expected    double precision not null check (expected > 0),
    flagged_on  date not null,
    reason      text,
    judged_by   uuid,
    judged_on   date,
    -- The reports on the day it was judged: twice as many raise it again.
    judged_at   integer,
    ended_on    date,
    version     integer not null default 1,
    check ((state = 'Open') = (judged_by is null)),
    check ((judged_by is null) = (reason is null))
);
create unique index warning_one on cases.warning (org_id, site_id, category) where ended_on is null;
create index warning_list on cases.warning (org_id, flagged_on desc, id);

-- A case that waits to be counted for others than its own organization, and where it was counted: once, and for ever.
create table cases.counted (
    case_id     uuid primary key references cases."case",
    org_id      uuid not null,
    site_id     uuid not null,
    category    text not null,
    verified_on date not null,
    atom_id     uuid
);
create index counted_pending on cases.counted (site_id, category, org_id) where atom_id is null;

-- A frozen group of at least ten reports (security design, section 4): the only thing that anybody outside the organizations of its cases ever sums.
create table cases.stat_atom (
    id          uuid primary key,
    level       text not null check (level in ('site', 'country', 'all')),
    -- Where: a site, a country, or nothing. Never shown.
    place       text,
    category    text not null,
    n           integer not null check (n >= 10),
    -- Rounded to a multiple of five, once, by chance that cannot be drawn again.
    shown       integer not null check (shown % 5 = 0 and abs(shown - n) < 5),
    released_on date not null
);

do $$
declare t text;
begin
    foreach t in array array['report_fact', 'report_week', 'warning', 'counted', 'stat_atom'] loop
        execute format('alter table cases.%I enable row level security, force row level security', t);
        execute format('create policy door on cases.%I to openilm_door using (true) with check (true)', t);
    end loop;
end $$;
grant select on cases.report_week to openilm_app;
grant select, insert, update on cases.warning to openilm_app;
grant select (id, category, shown, released_on) on cases.stat_atom to openilm_app;
create policy own on cases.report_week for select to openilm_app using (org_id = access.org());
create policy own on cases.warning to openilm_app using (org_id = access.org()) with check (org_id = access.org());
-- A number tells of every case in it: whoever sees some cases only reads none.
create policy all_cases on cases.report_week as restrictive for select to openilm_app using ((select access.sees_all_cases()));
create policy all_cases on cases.warning as restrictive for select to openilm_app using ((select access.sees_all_cases()));
do $$
declare t text;
begin
    foreach t in array array['report_fact', 'counted'] loop
        execute format('create policy by_name on cases.%I as restrictive for select to openilm_app using ((select access.sees_all_cases()) or case_id = any ((select access.my_cases())::uuid[]))', t);
    end loop;
end $$;
select cases.keep_recused_out();
-- Whoever keeps out of a case keeps out of the numbers of its site too.
create function cases.recused_sites() returns uuid[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select coalesce(array_agg(distinct c.site_id), '{}') from cases."case" c where c.id = any ((select cases.recused_cases())::uuid[]) and c.site_id is not null
$$;
grant execute on function cases.recused_sites() to openilm_app;
create policy recused on cases.report_week as restrictive for select to openilm_app using ((select access.recused_from_nothing()) or not (site_id = any ((select cases.recused_sites())::uuid[])));
create policy recused on cases.warning as restrictive for select to openilm_app using ((select access.recused_from_nothing()) or not (site_id = any ((select cases.recused_sites())::uuid[])));
create policy office on cases.stat_atom for select to openilm_app using (access.holds('NetworkConvenor'));

-- Counts cases as they stand now: a report of a category is a case with an issue in it that nobody dismissed, at a site of the directory. What was counted
-- before and no longer holds is taken back.
create function cases.count_reports(p_cases uuid[]) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
    with now as (
        select distinct c.id as case_id, c.org_id, c.site_id, i.category, c.received_on - (extract(isodow from c.received_on)::integer - 1) as week
          from cases."case" c join cases.labor_issue i on i.case_id = c.id and i.state <> 'Dismissed'
         where c.id = any (p_cases) and c.site_id is not null and c.triaged_on is not null
    ), gone as (
        delete from cases.report_fact f where f.case_id = any (p_cases)
           and not exists (select 1 from now n where n.case_id = f.case_id and n.site_id = f.site_id and n.category = f.category and n.week = f.week)
        returning f.org_id, f.site_id, f.category, f.week
    ), come as (
        insert into cases.report_fact (case_id, org_id, site_id, category, week)
        select n.case_id, n.org_id, n.site_id, n.category, n.week from now n
        on conflict do nothing returning org_id, site_id, category, week
    ), difference as (
        select x.org_id, x.site_id, x.category, x.week, sum(x.d)::integer as d
          from (select come.*, 1 as d from come union all select gone.*, -1 from gone) x
         group by 1, 2, 3, 4 having sum(x.d) <> 0
    )
    -- In one order everywhere, so that two who sort at one site cannot wait for each other.
    insert into cases.report_week as w (org_id, site_id, category, week, reports)
    select d.org_id, d.site_id, d.category, d.week, d.d from difference d order by 1, 2, 3, 4
    on conflict (org_id, site_id, category, week) do update set reports = w.reports + excluded.reports;

    -- Outside its organization a case stands for one category: that of its gravest issue, then of its first.
    insert into cases.counted as k (case_id, org_id, site_id, category, verified_on)
    select distinct on (c.id) c.id, c.org_id, c.site_id, i.category, c.triaged_on
      from cases."case" c join cases.labor_issue i on i.case_id = c.id and i.state <> 'Dismissed'
     where c.id = any (p_cases) and c.site_id is not null and c.triaged_on is not null
     order by c.id, i.critical desc, i.seq
    on conflict (case_id) do update set site_id = excluded.site_id, category = excluded.category where k.atom_id is null;
    delete from cases.counted k where k.case_id = any (p_cases) and k.atom_id is null
       and not exists (select 1 from cases.report_fact f where f.case_id = k.case_id);
$$;

create function cases.issues_born() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform cases.count_reports(array(select distinct b.case_id from born b));
    return null;
end $$;
create function cases.count_case() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform cases.count_reports(array[case tg_table_name when 'case' then (to_jsonb(new) ->> 'id')::uuid else (to_jsonb(new) ->> 'case_id')::uuid end]);
    return null;
end $$;
create trigger count_issues after insert on cases.labor_issue referencing new table as born for each statement execute function cases.issues_born();
create trigger count_dismissed after update of state on cases.labor_issue for each row
    when ((old.state = 'Dismissed') <> (new.state = 'Dismissed')) execute function cases.count_case();
create trigger count_moved after update of site_id on cases."case" for each row
    when (old.site_id is distinct from new.site_id and old.triaged_on is not null) execute function cases.count_case();

-- What waits to be counted for others, by site, organization and category: to the program itself, never to a person.
create function cases.atoms_pending(p_held_until date) returns table (site_id uuid, employer uuid, country text, headcount integer, organization uuid, category text, waiting integer, held integer)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select k.site_id, s.org_id, s.country, s.headcount, k.org_id, k.category, count(*)::integer, (count(*) filter (where k.verified_on <= p_held_until))::integer
      from cases.counted k join network.site s on s.id = k.site_id
     where k.atom_id is null and access.person() is null
     group by k.site_id, s.org_id, s.country, s.headcount, k.org_id, k.category
$$;
-- How many sites a region has; what lies at one of them is one of so many.
create function cases.sites_by_country() returns table (country text, sites integer)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select s.country, count(*)::integer from network.site s where s.merged_into is null and s.active and access.person() is null group by s.country
$$;
-- One at a time freezes, on whichever node.
create function cases.atoms_alone() returns boolean language sql security definer set search_path = pg_catalog, pg_temp as $$
    select access.person() is null and pg_try_advisory_xact_lock(hashtext('cases.stat_atom'))
$$;
-- Freezes a group: what it meets is counted here and never again. Says how many it met, which is what was planned: sorting goes on meanwhile, so the day
-- and the number bound it.
create function cases.freeze_atom(p_id uuid, p_level text, p_place text, p_category text, p_n integer, p_shown integer, p_held_until date, p_today date) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare met integer;
begin
    if access.person() is not null then return; end if;
    update cases.counted k set atom_id = p_id
     where k.case_id in (select x.case_id from cases.counted x join network.site s on s.id = x.site_id
                          where x.atom_id is null and x.category = p_category and (p_level = 'site' or x.verified_on <= p_held_until)
                            and case p_level when 'site' then x.site_id::text = p_place when 'country' then s.country = p_place else true end
                          for update of x);
    get diagnostics met = row_count;
    if met <> p_n then raise exception 'the group of % changed while it was frozen', p_category using errcode = '40001'; end if;
    insert into cases.stat_atom (id, level, place, category, n, shown, released_on) values (p_id, p_level, p_place, p_category, p_n, p_shown, p_today);
end $$;

grant create on schema cases to openilm_door;
grant select (id, org_id, site_id, received_on, triaged_on) on cases."case" to openilm_door;
grant select (seq, id, org_id, case_id, category, state, critical) on cases.labor_issue to openilm_door;
create policy counting on cases.labor_issue for select to openilm_door using (true);
grant select, insert, delete on cases.report_fact to openilm_door;
grant select, insert, update on cases.report_week to openilm_door;
grant select, insert, update, delete on cases.counted to openilm_door;
grant select, insert on cases.stat_atom to openilm_door;
alter function cases.count_reports(uuid[]) owner to openilm_door;
alter function cases.issues_born() owner to openilm_door;
alter function cases.count_case() owner to openilm_door;
alter function cases.atoms_pending(date) owner to openilm_door;
alter function cases.sites_by_country() owner to openilm_door;
alter function cases.freeze_atom(uuid, text, text, text, integer, integer, date, date) owner to openilm_door;
alter function cases.recused_sites() owner to openilm_door;
alter function cases.atoms_alone() owner to openilm_door;
revoke create on schema cases from openilm_door;
revoke execute on function cases.count_reports(uuid[]), cases.issues_born(), cases.count_case(), cases.atoms_pending(date), cases.sites_by_country(), cases.atoms_alone(),
    cases.freeze_atom(uuid, text, text, text, integer, integer, date, date) from public;
grant execute on function cases.atoms_pending(date), cases.sites_by_country(), cases.atoms_alone(), cases.freeze_atom(uuid, text, text, text, integer, integer, date, date) to openilm_app;
grant execute on function cases.count_reports(uuid[]) to openilm_door;

-- What was sorted before this file.
do $$
begin
    alter table cases."case" no force row level security;
    perform cases.count_reports(array(select c.id from cases."case" c where c.triaged_on is not null and c.site_id is not null));
    alter table cases."case" force row level security;
end $$;

-- What a business was told it reads as long as the consent lives: a consent that runs out takes its packets with it at the next request, as one that is
-- withdrawn does (security design 3.1). The last day stands on the packet, since the consent itself is not the recipient's to read.
alter table cases.share add column covered_until date;
create function cases.share_ends_with_consent() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    new.covered_until := (select c.expires_on from cases.consent c where c.id = new.consent_id);
    return new;
end $$;
create trigger share_ends_with_consent before insert or update of consent_id on cases.share for each row execute function cases.share_ends_with_consent();
create function cases.consent_ends() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    update cases.share s set covered_until = new.expires_on where s.consent_id = new.id;
    return null;
end $$;
create trigger consent_ends after update of expires_on on cases.consent for each row when (old.expires_on is distinct from new.expires_on) execute function cases.consent_ends();
do $$
begin
    alter table cases.share no force row level security; alter table cases.consent no force row level security;
    update cases.share s set covered_until = c.expires_on from cases.consent c where c.id = s.consent_id and c.expires_on is not null;
    alter table cases.share force row level security; alter table cases.consent force row level security;
end $$;
create function cases.shared_with_me(recipient uuid, state text, site uuid, covered_until date) returns boolean language sql stable parallel safe
    return recipient = access.org() and state = 'Released' and (site is null or access.may_see_site(site)) and (covered_until is null or covered_until >= current_date);
grant execute on function cases.shared_with_me(uuid, text, uuid, date) to openilm_app, openilm_door;
create or replace function cases.share_is_mine(share uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select exists (select 1 from cases.share s where s.id = share and cases.shared_with_me(s.recipient_org, s.state, s.site_id, s.covered_until)
                      and (s.site_id is null or s.site_id in (select network.concerned_sites())))
$$;
drop policy recipient on cases.share;
create policy recipient on cases.share for select to openilm_app
    using (cases.shared_with_me(recipient_org, state, site_id, covered_until) and (site_id is null or site_id in (select network.concerned_sites())));
drop function cases.shared_with_me(uuid, text, uuid);
