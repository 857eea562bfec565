alter table access.organization
    -- ISIC Rev. 4 section, A to U.
    add column isic text check (isic ~ '^[A-U]$'),
    -- The organization that this one turned out to be: the old id leads there.
    add column merged_into uuid references access.organization,
    -- The import that made it.
    add column import_id uuid;
create index organization_merged on access.organization (merged_into) where merged_into is not null;
create index organization_import on access.organization (import_id) where import_id is not null;

-- One name in one country is one organization; the same name elsewhere is another, and one that was merged gives its name up.
drop index access.organization_lower_idx;
create unique index organization_name on access.organization (lower(name), coalesce(country, '')) where merged_into is null;
-- Lists are read by name, a page at a time.
create index organization_by_name on access.organization (name, id);
