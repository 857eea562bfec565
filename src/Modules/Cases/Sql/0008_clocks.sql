-- Clocks and escalation (C9, C10, C11). Days are worked out by the program with the calendar of the place (WorkCalendar) and kept here; how a clock
-- stands is worked out from them by one expression, below, and by ClockRules.Of: a test compares the two.

-- One number for every change of any calendar: a clock knows which of them it was counted with.
create sequence cases.calendar_change;

-- Public holidays by country and day, kept by the network office. What is taken away stays as a row: a day that was promised is not taken back.
create table cases.holiday (
    id            uuid primary key,
    org_id        uuid not null,
    country       text not null check (country ~ '^[A-Z]{2}$'),
    day           date not null,
    name          text not null check (length(name) between 1 and 200),
    source        text not null default '' check (length(source) <= 300),
    demonstration boolean not null default false,
    added_by      uuid not null,
    added_on      date not null,
    removed_by    uuid,
    removed_on    date,
    change        bigint not null default nextval('cases.calendar_change')
);
create unique index holiday_of_day on cases.holiday (country, day) where removed_on is null;

-- The days of the week on which nobody works in a country, where they are not those of the organization's settings. 0 is Sunday.
create table cases.week (
    country  text primary key check (country ~ '^[A-Z]{2}$'),
    org_id   uuid not null,
    days_off smallint[] not null check (cardinality(days_off) <= 6 and days_off <@ array[0, 1, 2, 3, 4, 5, 6]::smallint[]),
    set_by   uuid not null,
    set_on   date not null,
    change   bigint not null default nextval('cases.calendar_change')
);

-- The numbers of an organization, version by version. Version 1 is what the program ships with and has no row.
create table cases.settings (
    id          uuid primary key,
    org_id      uuid not null,
    version     integer not null check (version > 1),
    from_day    date not null,
    numbers     text not null,
    author      uuid not null,
    proposed_on date not null,
    state       text not null default 'Proposed' check (state in ('Proposed', 'Confirmed', 'Declined')),
    decided_by  uuid,
    decided_on  date,
    unique (org_id, version),
    check ((state = 'Proposed') = (decided_by is null)),
    -- Nobody decides on an own proposal.
    check (decided_by is null or decided_by <> author)
);
alter table cases."case" add column settings_version integer not null default 1;

create table cases.clock (
    id           uuid primary key,
    org_id       uuid not null,
    recipient_org uuid,
    case_id      uuid not null references cases."case",
    issue_id     uuid references cases.labor_issue,
    share_id     uuid references cases.share,
    action_id    uuid references cases.action,
    kind         text not null check (kind in ('Critical', 'Response', 'ActionPlan', 'Action', 'Resolution', 'Validation')),
    started_on   date not null,
    -- Calendar days to the day that was agreed; of an action alone.
    days         integer,
    further      integer not null default 0 check (further >= 0),
    due_on       date not null,
    due_at       timestamptz,
    remind_on    date,
    escalate_on  date,
    buyer_on     date,
    time_zone    text not null,
    country      text,
    settings_version integer not null,
    calendar_change bigint not null default 0,
    paused_on    date,
    met_on       date,
    met_at       timestamptz,
    ended_on     date,
    version      integer not null default 1,
    is_open      boolean not null generated always as (met_on is null and ended_on is null) stored,
    check (due_on >= started_on)
);
create index on cases.clock (case_id);
create index on cases.clock (issue_id);
create index on cases.clock (share_id);
create index clock_open on cases.clock (org_id, due_on) where is_open;
create index clock_of_recipient on cases.clock (recipient_org) where is_open;
create unique index clock_of_action on cases.clock (action_id) where is_open;

-- A pause stops every clock of an issue that can wait.
create table cases.pause (
    id        uuid primary key,
    org_id    uuid not null,
    case_id   uuid not null references cases."case",
    issue_id  uuid not null references cases.labor_issue,
    from_day  date not null,
    until_day date check (until_day >= from_day),
    reason    text not null,
    by_person uuid not null,
    ended_by  uuid
);
create unique index pause_one on cases.pause (issue_id) where until_day is null;
create index on cases.pause (case_id);

-- More time for one clock: asked by one person, decided by another.
create table cases.extension (
    id         uuid primary key,
    org_id     uuid not null,
    case_id    uuid not null references cases."case",
    issue_id   uuid not null references cases.labor_issue,
    clock_id   uuid not null references cases.clock,
    days       integer not null check (days between 1 and 180),
    reason     text not null,
    asked_by   uuid not null,
    asked_on   date not null,
    granted    boolean,
    decided_by uuid,
    decided_on date,
    check ((decided_by is null) = (granted is null)),
    check (decided_by is null or decided_by <> asked_by)
);
create unique index extension_one on cases.extension (clock_id) where granted is null;
create index on cases.extension (case_id);

-- What was done because time had passed, each once: the row is the proof, and no second node can write it.
create table cases.escalation (
    seq       bigint generated always as identity,
    id        uuid primary key,
    org_id    uuid not null,
    case_id   uuid not null references cases."case",
    issue_id  uuid references cases.labor_issue,
    share_id  uuid references cases.share,
    clock_id  uuid references cases.clock,
    step      text not null,
    level     text,
    -- Who was told; null where it was the own organization.
    recipient_org uuid,
    for_day   date not null,
    day       date not null,
    by_person uuid,
    unique nulls not distinct (case_id, clock_id, step, recipient_org, for_day)
);
create index on cases.escalation (case_id);
create index on cases.escalation (share_id);

-- A packet for a buyer that a person composed and checked ahead: it goes out by itself when the silence has lasted, and not before.
alter table cases.share
    add column ready_on     date,
    add column ready_by     uuid,
    add column escalated_on date;

-- A buyer takes part in putting it right, by itself or together with others.
create table cases.joining (
    id            uuid primary key,
    org_id        uuid not null,
    recipient_org uuid not null,
    share_id      uuid not null references cases.share,
    issue_id      uuid not null references cases.labor_issue,
    kind          text not null check (kind in ('Individual', 'Collective')),
    named         boolean not null,
    joined_on     date not null,
    left_on       date,
    by_person     uuid not null,
    note_ct       bytea
);
create unique index joining_one on cases.joining (share_id) where left_on is null;
create index on cases.joining (issue_id);

do $$
declare t text;
begin
    foreach t in array array['clock', 'pause', 'extension', 'escalation', 'settings', 'holiday', 'week', 'joining'] loop
        execute format('alter table cases.%I enable row level security, force row level security', t);
        execute format('grant select, insert, update on cases.%I to openilm_app', t);
    end loop;
    foreach t in array array['clock', 'pause', 'extension', 'escalation', 'settings'] loop
        execute format('create policy own on cases.%I to openilm_app using (org_id = access.org()) with check (org_id = access.org())', t);
    end loop;
    foreach t in array array['clock', 'pause', 'extension', 'escalation'] loop
        execute format('create policy by_name on cases.%I as restrictive for select to openilm_app using ((select access.sees_all_cases()) or case_id = any ((select access.my_cases())::uuid[]))', t);
    end loop;
end $$;
grant usage on sequence cases.calendar_change to openilm_app;
-- Calendars are the network's common words: everybody counts with them, its office keeps them.
create policy seen on cases.holiday for select to openilm_app using (access.org() is not null);
create policy kept_i on cases.holiday for insert to openilm_app with check (org_id = access.org() and (access.holds('NetworkConvenor') or access.holds('Operator')));
create policy kept_u on cases.holiday for update to openilm_app using (access.holds('NetworkConvenor') or access.holds('Operator'));
create policy seen on cases.week for select to openilm_app using (access.org() is not null);
create policy kept_i on cases.week for insert to openilm_app with check (org_id = access.org() and (access.holds('NetworkConvenor') or access.holds('Operator')));
create policy kept_u on cases.week for update to openilm_app using (access.holds('NetworkConvenor') or access.holds('Operator'));

-- What a business sees of the clocks: those that run for it, as long as it sees the packet. Never why one stands still, never how long the worker has waited.
create policy recipient on cases.clock for select to openilm_app
    using (recipient_org = access.org() and kind in ('Response', 'ActionPlan', 'Action') and exists (select 1 from cases.share s where s.id = share_id and s.recipient_org = access.org()));
create policy recipient on cases.escalation for select to openilm_app
    using (recipient_org = access.org() and exists (select 1 from cases.share s where s.id = share_id and s.recipient_org = access.org()));
create policy author on cases.joining to openilm_app using (org_id = access.org()) with check (false);
create policy recipient on cases.joining for select to openilm_app
    using (recipient_org = access.org() and exists (select 1 from cases.share s where s.id = share_id and s.recipient_org = access.org()));
create policy recipient_i on cases.joining for insert to openilm_app with check (recipient_org = access.org() and cases.share_is_mine(share_id));
create policy recipient_u on cases.joining for update to openilm_app using (recipient_org = access.org() and cases.share_is_mine(share_id));
create policy by_name on cases.joining as restrictive for select to openilm_app
    using ((select access.sees_all_cases()) or issue_id = any ((select cases.my_issues())::uuid[]));

-- How a clock stands: the one expression of the database.
create function cases.clock_standing(due_on date, due_at timestamptz, met_on date, met_at timestamptz, paused_on date, ended_on date, zone text, at timestamptz) returns text
language sql immutable parallel safe as $$
    select case
        when met_on is not null then case when case when due_at is not null and met_at is not null then met_at > due_at else met_on > due_on end then 'MetLate' else 'Met' end
        when ended_on is not null then 'Stopped'
        when paused_on is not null then 'Paused'
        when due_at is not null then case when at > due_at then 'Overdue' else 'Running' end
        when (at at time zone zone)::date > due_on then 'Overdue'
        when (at at time zone zone)::date = due_on then 'DueToday'
        else 'Running' end
$$;

-- A day that was promised never comes earlier, whatever the program says; and what a business reads on its packet is what the clock says.
create function cases.clock_keeps_its_word() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if tg_op = 'UPDATE' then
        if new.due_on < old.due_on or new.due_at < old.due_at then raise exception 'clock % would fall due earlier', new.id; end if;
    end if;
    if new.kind = 'Response' then update cases.share s set due_on = new.due_on where s.id = new.share_id and s.due_on is distinct from new.due_on;
    elsif new.kind = 'Action' then update cases.action a set due_on = new.due_on where a.id = new.action_id and a.due_on is distinct from new.due_on;
    end if;
    return null;
end $$;
create trigger clock_keeps_its_word after insert or update of due_on, due_at on cases.clock for each row execute function cases.clock_keeps_its_word();

-- The calendar of a country with the numbers of an organization's version, as one document: every act on an issue counts with it.
create function cases.calendar_at(p_country text, p_zone text, p_version integer, p_today date) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select json_build_object('country', p_country, 'time_zone', coalesce(p_zone, 'UTC'), 'version', p_version,
        'numbers', (select s.numbers from cases.settings s where s.org_id = access.org() and s.version = p_version and s.state = 'Confirmed'),
        'days_off', (select w.days_off from cases.week w where w.country = p_country),
        'holidays', (select coalesce(json_agg(h.day), '[]') from cases.holiday h where h.country = p_country and h.removed_on is null and h.day between p_today - 1100 and p_today + 1100),
        'change', greatest((select coalesce(max(h.change), 0) from cases.holiday h where h.country = p_country), (select coalesce(max(w.change), 0) from cases.week w where w.country = p_country)))::text
$$;
-- The version that is in force for the organization of the transaction on a day.
create function cases.settings_on(p_day date) returns integer
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select coalesce((select s.version from cases.settings s where s.org_id = access.org() and s.state = 'Confirmed' and s.from_day <= p_day order by s.from_day desc, s.version desc limit 1), 1)
$$;
-- The calendar of a case of the organization of the transaction: that of its site, else of the country the worker named.
create function cases.calendar_of(p_case uuid, p_today date) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select cases.calendar_at(coalesce(s.country, c.country), s.time_zone, c.settings_version, p_today)
      from cases."case" c left join network.site s on s.id = c.site_id
     where c.id = p_case and c.org_id = access.org()
$$;
-- The newest change of each country's calendar: clocks that were counted with an older one are counted anew.
create function cases.calendar_changes() returns table (country text, change bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select x.country, max(x.change) from (select h.country, h.change from cases.holiday h union all select w.country, w.change from cases.week w) x group by x.country
$$;

-- Who else puts it right, as whoever asks may know it: a buyer that joined itself learns how many others joined, and the names of those who said yes
-- to names as it did; the business that was asked to act learns it of buyers that were told because it did not answer.
create function cases.joined_with(p_share uuid) returns table (buyers integer, names text[])
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    with mine as (
        select s.id, s.issue_id, (select j.named from cases.joining j where j.share_id = s.id and j.left_on is null) as named, s.due_on is not null as acts
          from cases.share s where s.id = p_share and cases.share_is_mine(s.id)
    ), others as (
        select o.name, j.named as yes, m.named as mine, m.acts
          from mine m join cases.joining j on j.issue_id = m.issue_id and j.share_id <> m.id and j.left_on is null
          join cases.share x on x.id = j.share_id and x.state = 'Released'
          join access.organization o on o.id = j.recipient_org
         where m.named is not null or (m.acts and x.escalated_on is not null)
    )
    select count(*)::integer, coalesce(array_agg(name order by name) filter (where yes and (acts or mine)), '{}') from others
$$;

grant create on schema cases to openilm_door;
grant select on cases.settings, cases.holiday, cases.week, cases.joining to openilm_door;
grant select (country, settings_version) on cases."case" to openilm_door;
create policy door on cases.settings for select to openilm_door using (true);
create policy door on cases.holiday for select to openilm_door using (true);
create policy door on cases.week for select to openilm_door using (true);
create policy door on cases.joining for select to openilm_door using (true);
alter function cases.calendar_at(text, text, integer, date) owner to openilm_door;
alter function cases.settings_on(date) owner to openilm_door;
alter function cases.calendar_of(uuid, date) owner to openilm_door;
alter function cases.calendar_changes() owner to openilm_door;
alter function cases.joined_with(uuid) owner to openilm_door;
revoke create on schema cases from openilm_door;
revoke execute on function cases.calendar_at(text, text, integer, date), cases.settings_on(date), cases.calendar_of(uuid, date), cases.calendar_changes(), cases.joined_with(uuid) from public;
grant execute on function cases.calendar_at(text, text, integer, date), cases.settings_on(date), cases.calendar_of(uuid, date), cases.calendar_changes(), cases.joined_with(uuid) to openilm_app, openilm_door;

-- Packets that are out already get their clock, with the day they promised.
do $$
declare t text;
begin
    foreach t in array array['case', 'labor_issue', 'share', 'action', 'response', 'clock'] loop execute format('alter table cases.%I no force row level security', t); end loop;
    insert into cases.clock (id, org_id, recipient_org, case_id, issue_id, share_id, kind, started_on, due_on, remind_on, escalate_on, buyer_on, time_zone, country, settings_version)
    select gen_random_uuid(), s.org_id, s.recipient_org, s.case_id, s.issue_id, s.id, 'Response', s.released_on, s.due_on, s.released_on + 7, s.released_on + 14, s.released_on + 30, 'UTC', c.country, 1
      from cases.share s join cases.labor_issue i on i.id = s.issue_id join cases."case" c on c.id = s.case_id
     where s.state = 'Released' and i.state = 'SharedWithBusiness' and s.due_on is not null;
    insert into cases.clock (id, org_id, recipient_org, case_id, issue_id, share_id, action_id, kind, started_on, days, due_on, remind_on, time_zone, country, settings_version)
    select gen_random_uuid(), a.org_id, a.recipient_org, i.case_id, a.issue_id, a.share_id, a.id, 'Action', least(a.agreed_on, a.due_on), greatest(a.due_on - a.agreed_on, 0), a.due_on, a.due_on + 1, 'UTC', c.country, 1
      from cases.action a join cases.labor_issue i on i.id = a.issue_id join cases."case" c on c.id = i.case_id
     where a.state = 'Agreed' and i.state = 'ActionAgreed' and a.due_on is not null;
    insert into cases.clock (id, org_id, case_id, issue_id, kind, started_on, due_on, remind_on, time_zone, country, settings_version)
    select gen_random_uuid(), i.org_id, i.case_id, i.id, 'Validation', i.reported_action_on, i.reported_action_on + 30, i.reported_action_on + 30, 'UTC', c.country, 1
      from cases.labor_issue i join cases."case" c on c.id = i.case_id where i.state in ('ActionReported', 'AwaitingValidation') and i.reported_action_on is not null;
    foreach t in array array['case', 'labor_issue', 'share', 'action', 'response', 'clock'] loop execute format('alter table cases.%I force row level security', t); end loop;
end $$;
