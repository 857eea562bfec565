-- Referrals: whom she was led to, with her consent, and what came of it. Coded facts are readable by the server; what is told of her stands sealed in the letter,
-- and what she and others say of it in the file (dossier.narrative).
create table cases.referral (
    seq           bigint generated always as identity,
    id            uuid primary key,
    org_id        uuid not null,
    case_id       uuid not null references cases."case",
    issue_id      uuid references cases.labor_issue,
    kind          text not null,
    route         text,
    -- Whom to: an organization of the network, or somebody outside it by name; nobody yet while she was only told of it.
    recipient_org uuid,
    recipient_name text check (length(recipient_name) <= 200),
    service_id    uuid,
    state         text not null,
    consent_id    uuid references cases.consent,
    follow_up_on  date,
    -- The day that a colleague was told of: told once for each, whichever node comes first.
    told_for      date,
    followed_on   date,
    offered_on    date not null,
    consented_on  date,
    sent_on       date,
    sent_how      text,
    answered_on   date,
    decline_reason text,
    started_on    date,
    completed_on  date,
    services      text[] not null default '{}',
    feedback_on   date,
    satisfaction  integer check (satisfaction between 1 and 5),
    helped        text,
    revoked_on    date,
    revoke_reason text,
    by_person     uuid not null,
    version       integer not null default 1,
    check (recipient_org is null or recipient_name is null)
);
create index on cases.referral (case_id);
create index on cases.referral (consent_id);
create index referral_due on cases.referral (org_id, follow_up_on) where follow_up_on is not null;

-- The letter: what the recipient reads, and nothing of the case beside it. Sealed under a key of its own, wrapped for the author's vault and, once it is sent, for
-- the recipient's, each inside the erasure key: who erases the case erases the letter everywhere.
create table cases.referral_letter (
    referral_id   uuid primary key references cases.referral,
    org_id        uuid not null,
    case_id       uuid not null references cases."case",
    dossier_id    uuid not null,
    recipient_org uuid,
    kind          text not null,
    state         text not null check (state in ('Draft', 'Approved', 'Sent', 'Revoked')),
    fields        text[] not null,
    has_words     boolean not null,
    identifies    boolean not null,
    language      text not null,
    asks_waiver   boolean not null default false,
    checks        text not null,
    needs_second  boolean not null,
    author        uuid not null,
    approved_by   uuid,
    made_on       date not null,
    sent_on       date,
    opened_on     date,
    answer        text check (answer in ('Accepted', 'Declined')),
    decline_reason text,
    contact_on    date,
    answered_on   date,
    ct            bytea not null,
    check (approved_by is null or approved_by <> author),
    -- Nothing that asks her to give up a claim goes out, whatever the program says.
    check (state <> 'Sent' or not asks_waiver)
);
create index on cases.referral_letter (recipient_org, sent_on desc) where state = 'Sent';
create index on cases.referral_letter (case_id);

create table cases.referral_key (
    referral_id uuid not null references cases.referral_letter,
    org_id      uuid not null,
    case_id     uuid not null,
    holder_org  uuid not null,
    vault_id    uuid not null,
    version     integer not null,
    wrap        bytea not null,
    primary key (referral_id, vault_id, version),
    constraint referral_key_version foreign key (holder_org, version) references access.vault_version (org_id, version)
);
create index referral_key_of_version on cases.referral_key (holder_org, version);

-- A text that may ask her to give up a claim (MSI-40, Q16). What was found is a kind of our own table, never a word of the text.
create table cases.waiver_flag (
    seq       bigint generated always as identity,
    id        uuid primary key,
    org_id    uuid not null,
    case_id   uuid not null references cases."case",
    issue_id  uuid not null references cases.labor_issue,
    source    text not null check (source in ('response', 'action', 'report', 'remedy')),
    thing     uuid not null,
    kinds     text[] not null,
    by_person uuid not null,
    day       date not null,
    verdict   text check (verdict in ('harmless', 'stands', 'takenBack')),
    judged_by uuid,
    judged_on date,
    note      uuid,
    version   integer not null default 1,
    check ((verdict is null) = (judged_by is null)),
    -- The second person is another one.
    check (judged_by is null or judged_by <> by_person)
);
create index on cases.waiver_flag (case_id);
create index waiver_open on cases.waiver_flag (issue_id) where verdict is null or verdict = 'stands';

do $$
declare t text;
begin
    foreach t in array array['referral', 'referral_letter', 'referral_key', 'waiver_flag'] loop
        execute format('alter table cases.%I enable row level security, force row level security', t);
        execute format('create policy own on cases.%I to openilm_app using (org_id = access.org()) with check (org_id = access.org())', t);
        execute format('grant select, insert, update on cases.%I to openilm_app', t);
        execute format('create policy by_name on cases.%I as restrictive for select to openilm_app using ((select access.sees_all_cases()) or case_id = any ((select access.my_cases())::uuid[]))', t);
    end loop;
end $$;
-- A letter that is written anew before it is sent has a new key.
grant delete on cases.referral_key to openilm_app;

-- The recipient: letters that were sent to it and not taken back.
create policy recipient on cases.referral_letter for select to openilm_app using (recipient_org = access.org() and state = 'Sent');
create policy recipient on cases.referral_key for select to openilm_app
    using (holder_org = access.org() and exists (select 1 from cases.referral_letter l where l.referral_id = referral_key.referral_id and l.recipient_org = access.org()));

-- No referral is sent without her live consent for this recipient, this purpose and what the letter tells, whatever the program says.
create function cases.referral_is_covered() returns trigger language plpgsql as $$
begin
    if not exists (
        select 1 from cases.consent c join cases.referral_letter l on l.referral_id = new.id
         where c.id = new.consent_id and c.case_id = new.case_id and c.purpose = 'referral' and c.withdrawn_on is null and c.level <> 'None'
           and (c.expires_on is null or c.expires_on >= new.sent_on)
           and ((c.recipient_kind = 'Organization' and c.recipient_org = new.recipient_org)
                or (c.recipient_kind = 'Outside' and new.recipient_org is null and lower(trim(c.recipient_name)) = lower(trim(new.recipient_name))))
           and l.fields <@ c.fields and (not l.identifies or c.level = 'Identified') and (not l.has_words or c.level in ('Summary', 'Identified')))
    then raise exception 'referral % is not covered by a live consent', new.id; end if;
    return new;
end $$;
create trigger referral_is_covered before update on cases.referral for each row
    when (new.state = 'Sent' and old.state <> 'Sent') execute function cases.referral_is_covered();
create trigger referral_is_covered_i before insert on cases.referral for each row
    when (new.state = 'Sent') execute function cases.referral_is_covered();

-- Keys of letters for the vault of the organization of the transaction: the program itself asks when the vault's key changes, never a person.
create function cases.referral_wraps(p_version integer, p_without uuid[], p_most integer) returns table (referral_id uuid, dossier_id uuid, wrap bytea)
language sql security definer set search_path = pg_catalog, pg_temp as $$
    select k.referral_id, l.dossier_id, k.wrap from cases.referral_key k join cases.referral_letter l on l.referral_id = k.referral_id
     where access.person() is null and k.holder_org = access.org() and k.version = p_version and k.referral_id <> all (p_without)
     order by k.referral_id limit p_most for update of k skip locked
$$;
create function cases.referral_wraps_left(p_version integer) returns integer
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select count(*)::integer from cases.referral_key k where access.person() is null and k.holder_org = access.org() and k.version = p_version
$$;
create function cases.move_referral_wrap(p_referral uuid, p_from integer, p_to integer, p_wrap bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if access.person() is not null then return; end if;
    if exists (select 1 from cases.referral_key k where k.referral_id = p_referral and k.holder_org = access.org() and k.version = p_to) then
        delete from cases.referral_key k where k.referral_id = p_referral and k.holder_org = access.org() and k.version = p_from;
    else
        update cases.referral_key k set version = p_to, wrap = p_wrap where k.referral_id = p_referral and k.holder_org = access.org() and k.version = p_from;
    end if;
end $$;
grant create on schema cases to openilm_door;
grant select, update, delete on cases.referral_key to openilm_door;
grant select (referral_id, dossier_id) on cases.referral_letter to openilm_door;
create policy door on cases.referral_key to openilm_door using (true) with check (true);
create policy door on cases.referral_letter for select to openilm_door using (true);
-- Which of these organizations a referral names, whosever it is: asked before an entry of the directory is taken back.
create function cases.referrals_name_any(things uuid[]) returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select distinct r.recipient_org from cases.referral r where r.recipient_org = any (things)
$$;
grant select (recipient_org) on cases.referral to openilm_door;
create policy named on cases.referral for select to openilm_door using (true);
alter function cases.referrals_name_any(uuid[]) owner to openilm_door;
alter function cases.referral_wraps(integer, uuid[], integer) owner to openilm_door;
alter function cases.referral_wraps_left(integer) owner to openilm_door;
alter function cases.move_referral_wrap(uuid, integer, integer, bytea) owner to openilm_door;
revoke create on schema cases from openilm_door;
revoke execute on function cases.referral_wraps(integer, uuid[], integer), cases.referral_wraps_left(integer), cases.move_referral_wrap(uuid, integer, integer, bytea), cases.referrals_name_any(uuid[]) from public;
grant execute on function cases.referrals_name_any(uuid[]), cases.referral_wraps(integer, uuid[], integer), cases.referral_wraps_left(integer), cases.move_referral_wrap(uuid, integer, integer, bytea) to openilm_app;
