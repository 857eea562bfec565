-- Protection: what threatens her and those who help her, what is done about it, who looks again and when. Coded facts are readable by the server;
-- words stand in the file (dossier.narrative) and are named here by their id.
create table cases.risk (
    seq        bigint generated always as identity,
    id         uuid primary key,
    org_id     uuid not null,
    case_id    uuid not null references cases."case",
    from_whom  text not null,
    for_whom   text not null,
    threats    text[] not null,
    likelihood text not null,
    harm       text not null,
    level      text not null,
    barriers   text[] not null,
    day        date not null,
    by_person  uuid not null,
    note       uuid
);
create index on cases.risk (case_id);

create table cases.safeguard (
    seq         bigint generated always as identity,
    id          uuid primary key,
    org_id      uuid not null,
    case_id     uuid not null references cases."case",
    dossier_id  uuid not null,
    risk_id     uuid references cases.risk,
    measure     text not null,
    for_whom    text not null,
    owner       uuid not null,
    state       text not null,
    review_on   date not null,
    made_on     date not null,
    in_place_on date,
    reviewed_on date,
    finding     text,
    ended_on    date,
    -- The due day that the owner was told of: told once for each, whichever node comes first.
    told_for    date,
    note        uuid,
    -- Who is protected, where it is not the worker: a helper's name is as dangerous as hers.
    helper_ct   bytea,
    version     integer not null default 1,
    check (helper_ct is null or for_whom <> 'worker')
);
create index on cases.safeguard (case_id);
create index safeguard_due on cases.safeguard (org_id, review_on) where state <> 'Ended';

-- A check-in is a task for a person. No column says how to reach her: that stands sealed.
create table cases.check_in (
    seq        bigint generated always as identity,
    id         uuid primary key,
    org_id     uuid not null,
    case_id    uuid not null references cases."case",
    issue_id   uuid not null references cases.labor_issue,
    share_id   uuid not null references cases.share,
    after_days integer not null check (after_days > 0),
    due_on     date not null,
    next_on    date not null,
    state      text not null,
    tries      integer not null default 0,
    outcome    text,
    asked_on   date,
    by_person  uuid,
    told_for   date,
    note       uuid,
    version    integer not null default 1
);
create index on cases.check_in (case_id);
create index check_in_due on cases.check_in (org_id, next_on) where state in ('Scheduled', 'Reached', 'NotReached');

-- After how many days an organization asks, as one version after another; the last one holds.
create table cases.watch_days (
    seq       bigint generated always as identity,
    id        uuid primary key,
    org_id    uuid not null,
    days      integer[] not null check (cardinality(days) between 1 and 6),
    by_person uuid not null,
    day       date not null
);
create index on cases.watch_days (org_id, seq desc);

-- What is done of the critical path, what is refused and why. A step may be recorded again; the last word holds.
create table cases.path_step (
    seq             bigint generated always as identity,
    id              uuid primary key,
    org_id          uuid not null,
    case_id         uuid not null references cases."case",
    step            text not null,
    state           text not null check (state in ('Done', 'Declined')),
    choice          text,
    police_endangers text,
    legal_duty      text,
    agrees          text,
    suspects        uuid[] not null default '{}',
    suspect_outside boolean not null default false,
    by_person       uuid not null,
    day             date not null,
    note            uuid,
    -- The first three protect her before anybody hears of it: they are done or not done, never declined.
    check (state = 'Done' or step not in ('SafetyAssessed', 'WishesRecorded', 'LeadTold'))
);
create index on cases.path_step (case_id);

-- Elements of trafficking as told. The result is an indication for specialists; what a person concludes stands beside it, with her reasons.
create table cases.screening (
    seq           bigint generated always as identity,
    id            uuid primary key,
    org_id        uuid not null,
    case_id       uuid not null references cases."case",
    age           text not null,
    acts          text[] not null,
    means         text[] not null,
    purposes      text[] not null,
    consent_given text not null,
    result        text not null,
    day           date not null,
    by_person     uuid not null,
    note          uuid,
    conclusion    text,
    basis         text,
    concluded_by  uuid,
    concluded_on  date,
    reasons       uuid,
    version       integer not null default 1,
    check ((conclusion is null) = (concluded_by is null) and (conclusion is null) = (reasons is null))
);
create index on cases.screening (case_id);

-- Somebody keeps workers from speaking: a serious violation, whatever becomes of the case that told of it.
create table cases.voice_suppression (
    seq             bigint generated always as identity,
    id              uuid primary key,
    org_id          uuid not null,
    case_id         uuid not null references cases."case",
    organization_id uuid,
    organization_name text,
    kind            text not null,
    observed_on     date,
    day             date not null,
    by_person       uuid not null,
    note            uuid,
    check ((organization_id is null) <> (organization_name is null))
);
create index on cases.voice_suppression (case_id);
create index on cases.voice_suppression (org_id, organization_id);

alter table cases.retaliation_report
    add column origin text not null default 'handler',
    add column risk text, add column protection text, add column finding text, add column worker_says text,
    add column assessed_on date, add column protected_on date, add column investigated_on date,
    add column version integer not null default 1;
alter table cases.retaliation_report no force row level security;
update cases.retaliation_report set origin = 'worker' where by_worker;
alter table cases.retaliation_report force row level security;

do $$
declare t text;
begin
    foreach t in array array['risk', 'safeguard', 'check_in', 'watch_days', 'path_step', 'screening', 'voice_suppression'] loop
        execute format('alter table cases.%I enable row level security, force row level security', t);
        execute format('create policy own on cases.%I to openilm_app using (org_id = access.org()) with check (org_id = access.org())', t);
        execute format('grant select, insert, update on cases.%I to openilm_app', t);
        if t <> 'watch_days' then
            execute format('create policy by_name on cases.%I as restrictive for select to openilm_app using ((select access.sees_all_cases()) or case_id = any ((select access.my_cases())::uuid[]))', t);
        end if;
    end loop;
end $$;

-- What safety reviews of critical cases recorded is the beginning of their checklist: one source from now on.
alter table cases.safety_review no force row level security;
alter table cases."case" no force row level security;
alter table cases.path_step no force row level security;
insert into cases.path_step (id, org_id, case_id, step, state, by_person, day)
select gen_random_uuid(), r.org_id, r.case_id, s.step, 'Done', r.by_person, r.day
  from (select distinct on (case_id) * from cases.safety_review order by case_id, seq desc) r
  join cases."case" c on c.id = r.case_id and c.critical
  cross join lateral (values ('SafetyAssessed', true), ('WishesRecorded', r.wishes_recorded), ('LeadTold', r.lead_told)) s (step, done)
 where s.done;
alter table cases.path_step force row level security;
alter table cases."case" force row level security;
alter table cases.safety_review force row level security;

-- Which of these organizations protection names, whosever it is: asked before an entry of the directory is taken back.
create function cases.protection_names_any(things uuid[]) returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select v.organization_id from cases.voice_suppression v where v.organization_id = any (things)
    union select s from cases.path_step p cross join lateral unnest(p.suspects) s where s = any (things)
$$;
grant create on schema cases to openilm_door;
grant select (organization_id) on cases.voice_suppression to openilm_door;
grant select (suspects) on cases.path_step to openilm_door;
create policy named on cases.voice_suppression for select to openilm_door using (true);
create policy named on cases.path_step for select to openilm_door using (true);
alter function cases.protection_names_any(uuid[]) owner to openilm_door;
revoke create on schema cases from openilm_door;
revoke execute on function cases.protection_names_any(uuid[]) from public;
grant execute on function cases.protection_names_any(uuid[]) to openilm_app;
