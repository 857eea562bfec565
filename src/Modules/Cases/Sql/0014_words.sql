-- Her words: the packet as it was shown to the worker before it goes, and questions that she answers by tapping. Coded answers are readable; what was written for her stands sealed.

-- What a packet tells has a number of its own: it counts up with every change of its content, and with nothing else.
alter table cases.share add column revision integer not null default 1;
-- A consent that she gave to one packet as she saw it covers that packet as it was then, and nothing else.
alter table cases.consent add column share_id uuid references cases.share, add column share_revision integer,
    add constraint consent_of_packet check ((share_id is null) = (share_revision is null));
create index on cases.consent (share_id) where share_id is not null;

create table cases.rendering (
    seq           bigint generated always as identity,
    id            uuid primary key,
    org_id        uuid not null,
    case_id       uuid not null references cases."case",
    issue_id      uuid not null references cases.labor_issue,
    share_id      uuid not null references cases.share,
    revision      integer not null,
    dossier_id    uuid not null,
    contact_id    uuid not null,
    language      text not null,
    state         text not null check (state in ('Asked', 'Yes', 'Change', 'No', 'TakenBack')),
    -- What she wishes to be changed.
    changes       text[] not null default '{}',
    how           text check (how in ('web', 'verbal')),
    consent_id    uuid references cases.consent,
    asked_on      date not null,
    asked_by      uuid not null,
    answered_on   date,
    recorded_by   uuid,
    taken_back_for text,
    ct_for_worker bytea,
    ct_for_vault  bytea not null,
    version       integer not null default 1,
    check ((state in ('Yes', 'Change', 'No')) = (how is not null and answered_on is not null)),
    check ((state = 'Change') = (cardinality(changes) > 0)),
    check ((state = 'TakenBack') = (taken_back_for is not null))
);
create index on cases.rendering (share_id, seq desc);
create index on cases.rendering (issue_id, seq desc);
create index on cases.rendering (case_id);
create index on cases.rendering (contact_id, seq);
create index on cases.rendering (dossier_id);

create table cases.question (
    seq           bigint generated always as identity,
    id            uuid primary key,
    org_id        uuid not null,
    case_id       uuid not null references cases."case",
    dossier_id    uuid not null,
    contact_id    uuid not null,
    -- A code of the table of questions; free: its words and its choices stand sealed.
    code          text not null,
    choices       text[] not null check (cardinality(choices) between 2 and 6),
    language      text not null,
    state         text not null check (state in ('Asked', 'Answered', 'TakenBack')),
    answer        text,
    how           text check (how in ('web', 'verbal')),
    asked_on      date not null,
    asked_by      uuid not null,
    answered_on   date,
    recorded_by   uuid,
    ct_for_worker bytea,
    ct_for_vault  bytea,
    version       integer not null default 1,
    check ((state = 'Answered') = (answer is not null and how is not null and answered_on is not null)),
    check (answer is null or answer = any (choices)),
    check ((code = 'free') = (ct_for_vault is not null))
);
create index on cases.question (case_id, seq);
create index on cases.question (contact_id) where state = 'Asked';
create index on cases.question (dossier_id);
-- The same question is not put to her twice at a time; of free ones there is one.
create unique index question_open on cases.question (contact_id, code) where state = 'Asked';

do $$
declare t text;
begin
    foreach t in array array['rendering', 'question'] loop
        execute format('alter table cases.%I enable row level security, force row level security', t);
        execute format('create policy own on cases.%I to openilm_app using (org_id = access.org()) with check (org_id = access.org())', t);
        execute format('create policy by_name on cases.%I as restrictive for select to openilm_app using ((select access.sees_all_cases()) or case_id = any ((select access.my_cases())::uuid[]))', t);
        execute format('grant select, insert, update on cases.%I to openilm_app', t);
    end loop;
end $$;
select cases.keep_recused_out();

-- A packet that was shown to her goes out as she saw it and with her yes, whatever the program says.
create function cases.release_is_her_word() returns trigger language plpgsql as $$
declare r record;
begin
    select x.state, x.revision into r from cases.rendering x where x.share_id = new.id and x.state <> 'TakenBack' order by x.seq desc limit 1;
    if found and (r.state <> 'Yes' or r.revision <> new.revision) then raise exception 'share % was not agreed to as it is', new.id; end if;
    return new;
end $$;
create trigger release_is_her_word before update on cases.share for each row
    when (new.state = 'Released' and old.state <> 'Released') execute function cases.release_is_her_word();
