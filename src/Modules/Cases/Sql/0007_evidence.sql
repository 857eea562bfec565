-- Files that stand beside a packet: cleaned copies that a business is shown, and evidence that a business gives of an action. The key of the
-- cleaned copy is sealed under the packet's key, so whoever opens the packet opens it, and nobody else.
create table cases.share_file (
    share_id      uuid not null references cases.share,
    file_id       uuid not null references dossier.file,
    org_id        uuid not null,
    recipient_org uuid,
    dossier_id    uuid not null,
    -- The action that it is evidence of; null: the author shows it.
    action_id     uuid references cases.action,
    day           date not null,
    key_ct        bytea not null,
    primary key (share_id, file_id)
);
create index on cases.share_file (file_id);
alter table cases.share_file enable row level security, force row level security;
create policy author on cases.share_file to openilm_app using (org_id = access.org()) with check (org_id = access.org());
create policy recipient on cases.share_file for select to openilm_app
    using (recipient_org = access.org() and exists (select 1 from cases.share s where s.id = share_id and s.recipient_org = access.org()));
create policy by_name on cases.share_file as restrictive for select to openilm_app
    using ((select access.sees_all_cases()) or share_id = any ((select cases.my_shares())::uuid[]));
grant select, insert, delete on cases.share_file to openilm_app;

-- A business sees of a file what its packet shows.
create policy recipient on dossier.file for select to openilm_app
    using (id in (select f.file_id from cases.share_file f where f.recipient_org = access.org()));

-- Whoever is granted cases by name sees the files of those alone.
create policy by_name on dossier.file as restrictive for select to openilm_app
    using ((select access.sees_all_cases()) or dossier_id = any ((select cases.my_files())::uuid[]));
create policy by_name on voice.attachment as restrictive for select to openilm_app
    using ((select access.sees_all_cases()) or contact_id = any ((select cases.my_contacts())::uuid[]));
