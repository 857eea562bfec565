create schema keystore;
create table keystore.erasure_key (
    dossier_id  uuid primary key,
    wrapped     bytea not null,
    kek_version integer not null
);
create table keystore.erasure_log (
    dossier_hmac bytea primary key,
    erased_on    date not null,
    by_person    uuid,
    reason       text not null
);
grant usage on schema keystore to openilm_keystore;
grant select, insert, update, delete on keystore.erasure_key to openilm_keystore;
grant select, insert on keystore.erasure_log to openilm_keystore;
