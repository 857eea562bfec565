-- Case files. Coded facts are readable; everything told stands sealed in the dossier, the packet or the claim.
create schema cases;
grant usage on schema cases to openilm_app, openilm_door;

create table cases."case" (
    id           uuid primary key,
    org_id       uuid not null,
    dossier_id   uuid not null,
    vault_id     uuid not null,
    contact_id   uuid not null,
    -- In byte order, so that the beginning of a reference is a range of the index.
    reference    text collate "C" not null,
    state        text not null,
    reason       text not null,
    danger       text not null,
    channel      text not null,
    language     text not null,
    country      text,
    site_id      uuid,
    employer     text,
    severity     text,
    critical     boolean not null default false,
    affected     integer check (affected > 0),
    asked_consent text not null,
    asked_issues text[] not null default '{}',
    categories   text[] not null default '{}',
    received_on  date not null,
    promised_by  date not null,
    unread       boolean not null default true,
    read_on      date,
    triaged_on   date,
    closed_on    date,
    close_reason text,
    assigned_to  uuid,
    open_retaliation integer not null default 0,
    -- Danger first: the order of the inbox.
    danger_rank  smallint generated always as (case danger when 'InDanger' then 0 when 'Punished' then 1 else 2 end) stored,
    seq          bigint generated always as identity,
    version      integer not null default 1,
    unique (org_id, reference)
);
-- The inbox and the list are the two ways in; both stop at the page's end.
create index case_list on cases."case" (org_id, seq desc);
create index case_state on cases."case" (org_id, state, seq desc);
create index case_mine on cases."case" (org_id, assigned_to, seq desc);
create index case_site on cases."case" (org_id, site_id, seq desc);
create index case_inbox on cases."case" (org_id, danger_rank, seq) where state = 'Received' or unread;
create index case_unread on cases."case" (org_id, seq desc) where unread;
create index case_received_on on cases."case" (org_id, received_on);

create table cases.file (
    case_id    uuid not null references cases."case",
    org_id     uuid not null,
    dossier_id uuid not null,
    contact_id uuid not null unique,
    primary key (case_id, dossier_id)
);

create table cases.labor_issue (
    seq             bigint generated always as identity,
    id              uuid primary key,
    org_id          uuid not null,
    case_id         uuid not null references cases."case",
    code            text not null,
    category        text not null,
    journey_stage   text,
    affected        integer not null check (affected > 0),
    critical        boolean not null,
    state           text not null,
    remedy_revision integer not null default 0,
    reported_on     date not null,
    state_on        date not null,
    reported_action_on date,
    validated_on    date,
    closed_on       date,
    contact_lost_on date,
    referred_on     date,
    escalated_to    text,
    dismiss_asked_by uuid,
    end_reason      text,
    rules_version   integer not null default 1,
    version         integer not null default 1
);
create index on cases.labor_issue (case_id);
create index on cases.labor_issue (org_id, category);
-- What waits at each step: the home page counts it, and most issues are at an end.
create index issue_open on cases.labor_issue (org_id, state) where state not in ('Closed', 'WithdrawnByWorker', 'Dismissed');
-- What can be overdue, beside what is unread.
create index labor_issue_waiting on cases.labor_issue (case_id, state) where state in ('SharedWithBusiness', 'ActionAgreed', 'ActionReported', 'AwaitingValidation');

create table cases.safety_review (
    seq      bigint generated always as identity,
    id       uuid primary key,
    org_id   uuid not null,
    case_id  uuid not null references cases."case",
    risk     text not null,
    decision text not null,
    timing_identifies_nobody boolean not null default false,
    wishes_recorded boolean not null default false,
    lead_told boolean not null default false,
    measures text[] not null,
    by_person uuid not null,
    day      date not null,
    ct       bytea
);
create index on cases.safety_review (case_id);

create table cases.consent (
    id            uuid primary key,
    org_id        uuid not null,
    case_id       uuid not null references cases."case",
    level         text not null,
    recipient_org uuid,
    recipient_kind text not null check (recipient_kind in ('Organization', 'BuyersOfThisSite', 'Outside')),
    recipient_name text,
    purpose       text not null,
    fields        text[] not null,
    how           text not null check (how in ('written', 'verbal', 'web')),
    text_version  text not null,
    language      text not null,
    taken_by      uuid,
    given_on      date not null,
    expires_on    date,
    withdrawn_on  date
);
create index on cases.consent (case_id);

-- A packet: what one business is told about one issue. Author and recipient both see the row; the content is sealed under its own key.
create table cases.share (
    id             uuid primary key,
    org_id         uuid not null,
    recipient_org  uuid,
    recipient_name text,
    case_id        uuid not null references cases."case",
    issue_id       uuid not null references cases.labor_issue,
    dossier_id     uuid not null,
    site_id        uuid,
    consent_id     uuid not null references cases.consent,
    state          text not null,
    purpose        text not null,
    fields         text[] not null,
    has_summary    boolean not null,
    identifies     boolean not null,
    checks         text not null,
    needs_second   boolean not null,
    -- The day of the weekly batch that a packet waits for; null while nobody asked for its release.
    release_on     date,
    -- The work on the issue has ended: all that a business learns of it.
    ended          boolean not null default false,
    author         uuid not null,
    approved_by    uuid,
    made_on        date not null,
    released_on    date,
    released_week  date,
    due_on         date,
    revoked_on     date,
    first_opened_on date,
    ct             bytea not null,
    version        integer not null default 1
);
create index on cases.share (issue_id);
create index on cases.share (recipient_org, state);
create index on cases.share (case_id);
create index on cases.share (org_id, release_on) where release_on is not null and state in ('Draft', 'Approved');

create table cases.packet_key (
    share_id   uuid not null references cases.share,
    org_id     uuid not null,
    recipient_org uuid not null,
    vault_id   uuid not null,
    version    integer not null,
    state      text not null check (state in ('held', 'released', 'revoked')),
    wrap       bytea not null,
    primary key (share_id, vault_id, version)
);

create table cases.response (
    seq            bigint generated always as identity,
    id            uuid primary key,
    org_id        uuid not null,
    recipient_org uuid,
    share_id      uuid not null references cases.share,
    by_person     uuid not null,
    on_behalf     boolean not null,
    day           date not null,
    ct            bytea not null
);
create index on cases.response (share_id);

create table cases.action (
    seq            bigint generated always as identity,
    id             uuid primary key,
    org_id         uuid not null,
    recipient_org  uuid,
    share_id       uuid references cases.share,
    issue_id       uuid not null,
    dossier_id     uuid not null,
    state          text not null,
    due_on         date,
    responsible    text,
    agreed_on      date not null,
    reported_on    date,
    on_behalf      boolean not null,
    ct             bytea not null,
    report_ct      bytea,
    version        integer not null default 1
);
create index on cases.action (issue_id);
create index on cases.action (share_id);

create table cases.claim (
    seq           bigint generated always as identity,
    id            uuid primary key,
    org_id        uuid not null,
    case_id       uuid not null references cases."case",
    issue_id      uuid not null references cases.labor_issue,
    dossier_id    uuid not null,
    contact_id    uuid not null,
    revision      integer not null,
    language      text not null,
    made_on       date not null,
    made_by       uuid not null,
    ct_for_worker bytea,
    ct_for_vault  bytea not null
);
create index on cases.claim (issue_id);

create table cases.validation (
    seq      bigint generated always as identity,
    id           uuid primary key,
    org_id       uuid not null,
    case_id      uuid not null references cases."case",
    issue_id     uuid not null references cases.labor_issue,
    claim_id     uuid not null references cases.claim,
    dossier_id   uuid not null,
    revision     integer not null,
    outcome      text not null,
    quality      text,
    satisfaction integer check (satisfaction between 1 and 5),
    retaliation  text not null,
    by_worker    boolean not null,
    asked_by     text,
    channel      text,
    attempts     integer,
    recorded_by  uuid,
    day          date not null,
    ct           bytea
);
create index on cases.validation (issue_id);

create table cases.retaliation_report (
    id          uuid primary key,
    org_id      uuid not null,
    case_id     uuid not null references cases."case",
    issue_id    uuid,
    dossier_id  uuid not null,
    state       text not null,
    day         date not null,
    resolved_on date,
    resolved_by uuid,
    resolution  text,
    by_person   uuid,
    by_worker   boolean not null default false,
    ct          bytea
);
create index on cases.retaliation_report (case_id);

-- Dated facts of a case for its timeline: coded only.
create table cases.event (
    id        bigint generated always as identity primary key,
    org_id    uuid not null,
    case_id   uuid not null references cases."case",
    issue_id  uuid,
    kind      text not null,
    day       date not null,
    person_id uuid,
    party     text not null,
    detail    text not null default '{}'
);
create index on cases.event (case_id, id);

do $$
declare t text;
begin
    foreach t in array array['case', 'file', 'labor_issue', 'safety_review', 'consent', 'claim', 'validation', 'retaliation_report', 'event'] loop
        execute format('alter table cases.%I enable row level security, force row level security', t);
        execute format('create policy own on cases.%I to openilm_app using (org_id = access.org()) with check (org_id = access.org())', t);
    end loop;
    foreach t in array array['share', 'packet_key', 'response', 'action'] loop
        execute format('alter table cases.%I enable row level security, force row level security', t);
        execute format('create policy author on cases.%I to openilm_app using (org_id = access.org()) with check (org_id = access.org())', t);
    end loop;
end $$;

-- The predicate for a business: its own packets, released and not revoked, at the sites it is granted, as long as the site concerns it.
-- A relation that ends takes the packets of its sites with it at the next request; one that is renewed brings them back. Which sites
-- those are is asked once a statement (network.concerned_sites), beside this predicate, which is asked of each row.
create function cases.shared_with_me(recipient uuid, state text, site uuid) returns boolean language sql stable parallel safe
    return recipient = access.org() and state = 'Released' and (site is null or access.may_see_site(site));
create function cases.share_is_mine(share uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select exists (select 1 from cases.share s where s.id = share and cases.shared_with_me(s.recipient_org, s.state, s.site_id)
                      and (s.site_id is null or s.site_id in (select network.concerned_sites())))
$$;
grant create on schema cases to openilm_door;
grant select on cases.share to openilm_door;
create policy door on cases.share for select to openilm_door using (true);
alter function cases.share_is_mine(uuid) owner to openilm_door;
-- The one thing a recipient writes into a packet: that it was opened. Nothing else of the row is its to change.
create function cases.note_opened(share uuid, on_day date) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
    update cases.share s set first_opened_on = on_day
     where s.id = share and s.first_opened_on is null and cases.share_is_mine(s.id)
$$;
grant update on cases.share to openilm_door;
create policy door_u on cases.share for update to openilm_door using (true) with check (true);
alter function cases.note_opened(uuid, date) owner to openilm_door;
revoke create on schema cases from openilm_door;
grant execute on all functions in schema cases to openilm_app, openilm_door;

create policy recipient on cases.share for select to openilm_app
    using (cases.shared_with_me(recipient_org, state, site_id) and (site_id is null or site_id in (select network.concerned_sites())));
-- What hangs on a packet is judged by the packet's own policy; asked of reads as a set.
create policy recipient on cases.packet_key for select to openilm_app
    using (recipient_org = access.org() and state = 'released' and exists (select 1 from cases.share s where s.id = share_id and s.recipient_org = access.org()));
create policy recipient on cases.response for select to openilm_app
    using (recipient_org = access.org() and exists (select 1 from cases.share s where s.id = share_id and s.recipient_org = access.org()));
create policy recipient_i on cases.response for insert to openilm_app with check (recipient_org = access.org() and cases.share_is_mine(share_id));
create policy recipient on cases.action for select to openilm_app
    using (recipient_org = access.org() and exists (select 1 from cases.share s where s.id = share_id and s.recipient_org = access.org()));
create policy recipient_i on cases.action for insert to openilm_app with check (recipient_org = access.org() and cases.share_is_mine(share_id));
create policy recipient_u on cases.action for update to openilm_app using (recipient_org = access.org() and cases.share_is_mine(share_id));

grant select, insert, update on all tables in schema cases to openilm_app;

-- A packet of consent level or recipient that the consent does not cover cannot be released, whatever the program says.
create function cases.release_is_covered() returns trigger language plpgsql as $$
begin
    if not exists (
        select 1 from cases.consent c where c.id = new.consent_id and c.case_id = new.case_id and c.withdrawn_on is null
            and (c.expires_on is null or c.expires_on >= new.released_on) and c.level <> 'None'
            and (c.recipient_kind = 'BuyersOfThisSite' or (c.recipient_kind = 'Organization' and c.recipient_org = new.recipient_org)
                 or (c.recipient_kind = 'Outside' and new.recipient_org is null))
            and new.fields <@ c.fields)
    then raise exception 'share % is not covered by a live consent', new.id; end if;
    return new;
end $$;
-- Asked of a release alone: the recipient's mark of the first opening is set by a role that reads no consent.
create trigger release_is_covered before update on cases.share for each row
    when (new.state = 'Released' and old.state <> 'Released') execute function cases.release_is_covered();
create trigger release_is_covered_i before insert on cases.share for each row
    when (new.state = 'Released') execute function cases.release_is_covered();
