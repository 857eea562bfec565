-- The identification check and the business's side: packets that are put off or shown to a second person, questions back, the right of reply, and
-- what a business's own grievance mechanism received.

-- A packet that somebody put off, and one that somebody wants a second person to see whatever the checks say.
alter table cases.share
    add column not_before      date,
    add column second_asked_by uuid;

-- The numbers and the calendar by which an organization would count a report of a country that came in today: what is promised to everybody beforehand.
-- Nothing of any case.
create function cases.calendar_for(p_org uuid, p_country text, p_today date) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    with version(number) as (
        select coalesce((select s.version from cases.settings s where s.org_id = p_org and s.state = 'Confirmed' and s.from_day <= p_today order by s.from_day desc, s.version desc limit 1), 1)
    )
    select json_build_object('country', p_country, 'time_zone', 'UTC', 'version', v.number,
        'numbers', (select s.numbers from cases.settings s where s.org_id = p_org and s.version = v.number and s.state = 'Confirmed'),
        'days_off', (select w.days_off from cases.week w where w.country = p_country),
        'holidays', (select coalesce(json_agg(h.day), '[]') from cases.holiday h where h.country = p_country and h.removed_on is null and h.day between p_today and p_today + 1100),
        'change', 0)::text
      from version v
$$;

-- What a business asks about a packet. Whoever runs the case answers or refuses; nothing of it goes to the worker by itself.
create table cases.inquiry (
    seq           bigint generated always as identity,
    id            uuid primary key,
    org_id        uuid not null,
    recipient_org uuid,
    share_id      uuid not null references cases.share,
    issue_id      uuid not null references cases.labor_issue,
    dossier_id    uuid not null,
    state         text not null default 'Asked' check (state in ('Asked', 'Answered', 'Refused')),
    asked_by      uuid not null,
    asked_on      date not null,
    ct            bytea not null,
    reason        text,
    answered_by   uuid,
    answered_on   date,
    answer_ct     bytea,
    version       integer not null default 1,
    check ((state = 'Answered') = (answer_ct is not null)),
    check ((state = 'Refused') = (reason is not null))
);
create index on cases.inquiry (share_id);
create index on cases.inquiry (issue_id);
create index inquiry_open on cases.inquiry (org_id, asked_on) where state = 'Asked';

-- The business's own account of a matter. Whoever runs the case shows it to the buyers who are told of the same issue, or gives it back with the reason.
create table cases.account (
    seq           bigint generated always as identity,
    id            uuid primary key,
    org_id        uuid not null,
    recipient_org uuid,
    share_id      uuid not null references cases.share,
    issue_id      uuid not null references cases.labor_issue,
    dossier_id    uuid not null,
    state         text not null default 'Given' check (state in ('Given', 'Shown', 'Returned', 'Replaced')),
    by_person     uuid not null,
    on_behalf     boolean not null,
    given_on      date not null,
    ct            bytea not null,
    reason        text,
    decided_by    uuid,
    decided_on    date,
    version       integer not null default 1,
    check ((state = 'Returned') = (reason is not null))
);
create index on cases.account (share_id);
create index on cases.account (issue_id);
-- One that waits and one that is shown: a new one takes the place of what waited.
create unique index account_waits on cases.account (share_id) where state = 'Given';
create unique index account_shown on cases.account (share_id) where state = 'Shown';

-- The account as a buyer reads it, under the key of the buyer's own packet.
create table cases.account_copy (
    id            uuid primary key,
    account_id    uuid not null references cases.account,
    share_id      uuid not null references cases.share,
    org_id        uuid not null,
    recipient_org uuid not null,
    dossier_id    uuid not null,
    -- Whose account it is: said to buyers, as its author knows.
    from_name     text not null,
    given_on      date not null,
    ct            bytea not null,
    unique (account_id, share_id)
);
create index on cases.account_copy (share_id);

do $$
declare t text;
begin
    foreach t in array array['inquiry', 'account', 'account_copy'] loop
        execute format('alter table cases.%I enable row level security, force row level security', t);
        execute format('create policy author on cases.%I to openilm_app using (org_id = access.org()) with check (org_id = access.org())', t);
        execute format('create policy recipient on cases.%I for select to openilm_app
            using (recipient_org = access.org() and exists (select 1 from cases.share s where s.id = share_id and s.recipient_org = access.org()))', t);
        execute format('create policy by_name on cases.%I as restrictive for select to openilm_app
            using ((select access.sees_all_cases()) or share_id = any ((select cases.my_shares())::uuid[]))', t);
        execute format('grant select, insert, update on cases.%I to openilm_app', t);
    end loop;
end $$;
grant delete on cases.account_copy to openilm_app;

-- What a business keeps of its own mechanism at a site: how it works, and how many grievances it received, by month, kind and state. Numbers alone:
-- these are no reports, and nothing adds them to reports.
create table cases.mechanism (
    site_id     uuid primary key,
    org_id      uuid not null,
    description text not null check (length(description) between 1 and 4000),
    kept_by     uuid not null,
    kept_on     date not null,
    version     integer not null default 1
);
create index on cases.mechanism (org_id);
create table cases.mechanism_count (
    site_id  uuid not null,
    org_id   uuid not null,
    month    date not null check (extract(day from month) = 1),
    category text not null,
    state    text not null check (state in ('Ongoing', 'Completed', 'Rejected')),
    received integer not null check (received between 0 and 100000),
    kept_by  uuid not null,
    kept_on  date not null,
    primary key (site_id, month, category, state)
);
create index on cases.mechanism_count (org_id, month);
do $$
declare t text;
begin
    foreach t in array array['mechanism', 'mechanism_count'] loop
        execute format('alter table cases.%I enable row level security, force row level security', t);
        -- The business itself, at the sites its people are granted.
        execute format('create policy own on cases.%I to openilm_app using (org_id = access.org() and access.may_see_site(site_id)) with check (org_id = access.org() and access.may_see_site(site_id) and site_id in (select s.id from network.site s where s.org_id = access.org()))', t);
        -- Whoever runs a case of the site, as long as it sees that case.
        execute format('create policy beside on cases.%I for select to openilm_app using (exists (select 1 from cases."case" c where c.site_id = %I.site_id and c.org_id = access.org()))', t, t);
        execute format('grant select, insert, update, delete on cases.%I to openilm_app', t);
    end loop;
end $$;

-- What a buyer reads of the mechanisms of those it buys from: sums over their sites and twelve months, by kind or by state and never by both, as bands. The
-- number itself does not leave the database: small ones would point at people.
create function cases.mechanisms_of_suppliers(p_from date, p_until date) returns table (organization uuid, name text, sites integer, dimension text, value text, band text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    with mine as (
        select distinct s.id, s.org_id from network.relation r join network.site s on s.org_id = r.to_org and (r.site_id is null or r.site_id = s.id)
         where r.org_id = access.org() and r.role = 'buysFrom' and network.is_live(r.from_day, r.until_day, r.ended) and s.merged_into is null and access.holds('BuyerUser') and access.may_see_site(s.id)
    ), counted as (
        select m.org_id, c.category, c.state, c.received from mine m join cases.mechanism_count c on c.site_id = m.id and c.org_id = m.org_id where c.month >= p_from and c.month < p_until
    ), sums(org_id, dimension, value, received) as (
        select org_id, 'total', '', sum(received) from counted group by org_id
        union all select org_id, 'category', category, sum(received) from counted group by org_id, category
        union all select org_id, 'state', state, sum(received) from counted group by org_id, state
    )
    select o.id, o.name, (select count(distinct k.site_id)::integer from cases.mechanism k join mine m on m.id = k.site_id where k.org_id = o.id),
           x.dimension, x.value,
           case when x.dimension = 'total' and x.received = 0 then 'none' when x.received < 10 then 'fewerThan10' when x.received < 50 then '10to49' when x.received < 200 then '50to199'
                when x.received < 1000 then '200to999' else '1000orMore' end
      from access.organization o left join sums x on x.org_id = o.id
     where exists (select 1 from mine m join cases.mechanism k on k.site_id = m.id and k.org_id = m.org_id where m.org_id = o.id)
     order by o.name, o.id, x.dimension, x.received desc, x.value
$$;
-- How the mechanisms work, for the same buyers.
create function cases.mechanism_descriptions() returns table (organization uuid, site_id uuid, site text, description text, kept_on date)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select s.org_id, s.id, s.name, k.description, k.kept_on
      from cases.mechanism k join network.site s on s.id = k.site_id and s.org_id = k.org_id
     where s.merged_into is null and access.holds('BuyerUser') and access.may_see_site(s.id) and exists (
           select 1 from network.relation r where r.org_id = access.org() and r.role = 'buysFrom' and r.to_org = s.org_id and (r.site_id is null or r.site_id = s.id)
              and network.is_live(r.from_day, r.until_day, r.ended))
     order by s.name, s.id
$$;
-- Which of these sites a mechanism is kept for: asked before an entry of the directory is taken back.
create function cases.mechanism_names_any(things uuid[]) returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select m.site_id from cases.mechanism m where m.site_id = any (things)
    union select c.site_id from cases.mechanism_count c where c.site_id = any (things)
$$;
grant create on schema cases to openilm_door;
grant select on cases.mechanism, cases.mechanism_count to openilm_door;
create policy door on cases.mechanism for select to openilm_door using (true);
create policy door on cases.mechanism_count for select to openilm_door using (true);
alter function cases.calendar_for(uuid, text, date) owner to openilm_door;
alter function cases.mechanisms_of_suppliers(date, date) owner to openilm_door;
alter function cases.mechanism_descriptions() owner to openilm_door;
alter function cases.mechanism_names_any(uuid[]) owner to openilm_door;
revoke create on schema cases from openilm_door;
revoke execute on function cases.calendar_for(uuid, text, date), cases.mechanisms_of_suppliers(date, date), cases.mechanism_descriptions(), cases.mechanism_names_any(uuid[]) from public;
grant execute on function cases.calendar_for(uuid, text, date), cases.mechanisms_of_suppliers(date, date), cases.mechanism_descriptions(), cases.mechanism_names_any(uuid[]) to openilm_app;

select cases.keep_recused_out();
