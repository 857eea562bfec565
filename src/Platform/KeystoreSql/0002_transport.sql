-- Keys that live for hours. A transport key seals the number and the words of one message that waits to go out; it is deleted when the message went out
-- or was too late. A routing key turns the sender of a message into a hash by which the next one finds its conversation; when it is gone, so is the way back.
create table keystore.transport_key (
    id         uuid primary key,
    wrapped    bytea not null,
    expires_at timestamptz not null
);
create index on keystore.transport_key (expires_at);
create table keystore.routing_key (
    id         uuid primary key,
    org_id     uuid not null,
    epoch      bigint not null,
    wrapped    bytea not null,
    expires_at timestamptz not null,
    unique (org_id, epoch)
);
create index on keystore.routing_key (expires_at);
grant select, insert, delete on keystore.transport_key, keystore.routing_key to openilm_keystore;
