-- Collective cases. Who is affected by an issue stands in a ledger: coded facts here, names sealed in the schema of identities.
create table cases.affected_worker (
    id            uuid primary key,
    org_id        uuid not null,
    case_id       uuid not null references cases."case",
    issue_id      uuid not null references cases.labor_issue,
    -- What colleagues call the row; given in the order of arrival.
    number        integer not null check (number > 0),
    state         text not null check (state in ('Affected', 'Reached', 'Confirmed', 'Partly', 'Disputed', 'NotReachable', 'Departed')),
    state_on      date not null,
    is_reporter   boolean not null default false,
    gender        text,
    nationality   text,
    contract_type text,
    recruiter     text,
    department    text,
    site          text,
    added_on      date not null,
    added_by      uuid not null,
    reached_on    date,
    answered_on   date,
    departed_on   date,
    unique (issue_id, number)
);
create index affected_worker_state on cases.affected_worker (issue_id, state, number);
create index on cases.affected_worker (case_id);
create unique index affected_worker_reporter on cases.affected_worker (issue_id) where is_reporter;

-- The issue is validated by its reporter and a sample, and by which share (C4). Without a row here one worker's word decides.
create table cases.collective (
    issue_id  uuid primary key references cases.labor_issue,
    org_id    uuid not null,
    case_id   uuid not null references cases."case",
    share_num integer not null check (share_num > 0),
    share_den integer not null check (share_den >= share_num),
    chosen_on date not null,
    chosen_by uuid not null
);
create index on cases.collective (case_id);

-- A sample: one for each revision of the remedy. Its seed and the ledger as it stood make the same sample again.
create table cases.sample (
    id         uuid primary key,
    org_id     uuid not null,
    case_id    uuid not null references cases."case",
    issue_id   uuid not null references cases.labor_issue,
    revision   integer not null,
    seed       bytea not null,
    frame      text not null,
    hash       bytea not null,
    least      integer not null,
    size       integer not null check (size > 0),
    reserve    integer not null check (reserve >= 0),
    -- Strata of the ledger that the sample is too small to meet: a limitation that is shown.
    unmet      text[] not null,
    left_out   integer not null,
    drawn_on   date not null,
    drawn_by   uuid not null,
    unique (issue_id, revision)
);
create index on cases.sample (case_id);

create table cases.sample_member (
    id          uuid primary key,
    org_id      uuid not null,
    case_id     uuid not null references cases."case",
    sample_id   uuid not null references cases.sample,
    worker_id   uuid not null references cases.affected_worker,
    place       integer not null,
    drawn_as    text not null check (drawn_as in ('Asked', 'Reserve')),
    standing    text not null check (standing in ('Asked', 'Reserve', 'Replaced')),
    -- The last thing known: a word of hers is not taken back by not reaching her later.
    outcome     text check (outcome in ('Confirmed', 'PartlyConfirmed', 'NotConfirmed', 'Unreachable')),
    attempts    integer not null default 0,
    outcome_on  date,
    unique (sample_id, worker_id),
    unique (sample_id, place)
);
create index on cases.sample_member (worker_id);
create index on cases.sample_member (case_id);

create table cases.sample_answer (
    seq          bigint generated always as identity primary key,
    id           uuid not null unique,
    org_id       uuid not null,
    case_id      uuid not null references cases."case",
    member_id    uuid not null references cases.sample_member,
    outcome      text not null,
    quality      text,
    satisfaction integer check (satisfaction between 1 and 5),
    retaliation  text not null,
    asked_by     text not null,
    channel      text not null,
    attempts     integer not null check (attempts > 0),
    recorded_by  uuid not null,
    day          date not null
);
create index on cases.sample_answer (member_id, seq);
create index on cases.sample_answer (case_id);

-- Cases of one organization that tell of the same thing at the same site.
create table cases.case_group (
    id      uuid primary key,
    org_id  uuid not null,
    made_on date not null,
    made_by uuid not null
);
create table cases.case_link (
    case_id   uuid primary key references cases."case",
    org_id    uuid not null,
    group_id  uuid not null references cases.case_group,
    -- What it was linked for: the issue codes, else the categories, that it had in common with the others.
    shares    text[] not null,
    linked_on date not null,
    linked_by uuid not null
);
create index on cases.case_link (group_id);

do $$
declare t text;
begin
    foreach t in array array['affected_worker', 'collective', 'sample', 'sample_member', 'sample_answer', 'case_group', 'case_link'] loop
        execute format('alter table cases.%I enable row level security, force row level security', t);
        -- Asked once a statement: a ledger has thousands of rows.
        execute format('create policy own on cases.%I to openilm_app using (org_id = (select access.org())) with check (org_id = access.org())', t);
        execute format('grant select, insert, update on cases.%I to openilm_app', t);
        if t <> 'case_group' then
            execute format('create policy by_name on cases.%I as restrictive for select to openilm_app using ((select access.sees_all_cases()) or case_id = any ((select access.my_cases())::uuid[]))', t);
        end if;
    end loop;
end $$;
-- A choice that binds nothing yet, and a link, may be taken back.
grant delete on cases.collective, cases.case_link to openilm_app;
create policy by_name on cases.case_group as restrictive for select to openilm_app
    using ((select access.sees_all_cases()) or id in (select l.group_id from cases.case_link l));

-- That workers are being asked is all that a business learns of it: no number, at no size.
alter table cases.share add column workers_asked boolean not null default false;

-- What the sample answered about a revision of the remedy, as the rules count it; null where one worker's word decides. Whoever may not see the issue gets null too.
create function cases.sample_of(p_issue uuid, p_revision integer) returns text language sql stable
    return (select json_build_object('share_num', k.share_num, 'share_den', k.share_den, 'drawn', s.id is not null,
                    'asked', count(m.id), 'confirmed', count(m.id) filter (where m.outcome = 'Confirmed'),
                    'waiting', count(m.id) filter (where m.outcome is null), 'unreached', count(m.id) filter (where m.outcome = 'Unreachable'))::text
              from cases.collective k
              left join cases.sample s on s.issue_id = k.issue_id and s.revision = p_revision
              left join cases.sample_member m on m.sample_id = s.id and m.standing = 'Asked'
             where k.issue_id = p_issue group by k.issue_id, s.id);
grant execute on function cases.sample_of(uuid, integer) to openilm_app;

-- Names stand apart, as those of reporters do: another schema, another role, three doors.
create table identity.affected_worker (
    worker_id  uuid primary key,
    org_id     uuid not null,
    case_id    uuid not null,
    issue_id   uuid not null,
    dossier_id uuid not null,
    ct         bytea not null,
    -- Keyed by the dossier's identity key: the same person is found again within one case, and nowhere else.
    bidx       bytea not null,
    unique (issue_id, bidx)
);
alter table identity.affected_worker enable row level security, force row level security;
create policy own on identity.affected_worker to openilm_identity using (org_id = (select access.org())) with check (org_id = access.org());
create policy by_name on identity.affected_worker as restrictive for select to openilm_identity
    using ((select access.sees_all_cases()) or case_id = any ((select access.my_cases())::uuid[]));
grant select, insert on identity.affected_worker to openilm_identity;
create function identity.put_affected(p_case uuid, p_issue uuid, p_dossier uuid, p_ids uuid[], p_cts bytea[], p_bidx bytea[]) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
    insert into identity.affected_worker (worker_id, org_id, case_id, issue_id, dossier_id, ct, bidx)
    select u.id, access.org(), p_case, p_issue, p_dossier, u.ct, u.bidx from unnest(p_ids, p_cts, p_bidx) as u(id, ct, bidx)
$$;
create function identity.known_affected(p_issue uuid) returns table (bidx bytea, worker_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select a.bidx, a.worker_id from identity.affected_worker a where a.issue_id = p_issue
$$;
create function identity.affected(p_ids uuid[]) returns table (worker_id uuid, ct bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select a.worker_id, a.ct from identity.affected_worker a where a.worker_id = any (p_ids)
$$;
revoke execute on function identity.put_affected(uuid, uuid, uuid, uuid[], bytea[], bytea[]), identity.known_affected(uuid), identity.affected(uuid[]) from public;
grant execute on function identity.put_affected(uuid, uuid, uuid, uuid[], bytea[], bytea[]), identity.known_affected(uuid), identity.affected(uuid[]) to openilm_app;
grant create on schema identity to openilm_identity;
alter function identity.put_affected(uuid, uuid, uuid, uuid[], bytea[], bytea[]) owner to openilm_identity;
alter function identity.known_affected(uuid) owner to openilm_identity;
alter function identity.affected(uuid[]) owner to openilm_identity;
revoke create on schema identity from openilm_identity;
