-- Which version of the vault's key a message is sealed to. It must still be there when the message is kept.
alter table voice.message add column vault_version integer not null default 1;
alter table voice.message alter column vault_version drop default;
alter table voice.message add constraint message_key_version foreign key (org_id, vault_version) references access.vault_version (org_id, version);
create index message_of_version on voice.message (org_id, vault_version);
