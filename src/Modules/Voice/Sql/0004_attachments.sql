-- Files that came with a contact. What they are stands in dossier.file; here stands what makes a second tap no second file.
create table voice.attachment (
    file_id      uuid primary key references dossier.file,
    org_id       uuid not null,
    contact_id   uuid not null references voice.contact,
    -- Made with her receipt, or with the provider's id under a key of the installation: from the row alone nobody can test which file it was.
    content_mark bytea not null,
    unique (contact_id, content_mark)
);
alter table voice.attachment enable row level security, force row level security;
create policy own on voice.attachment to openilm_app using (org_id = access.org()) with check (org_id = access.org());
grant select, insert on voice.attachment to openilm_app;
