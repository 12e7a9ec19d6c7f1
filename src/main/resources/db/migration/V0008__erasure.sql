-- Erasing a person on request. The person's texts are emptied and its key gives way to a pseudonym, everywhere and for all known
-- times; this table remembers whom not to take in again, without saying who that is.
CREATE TABLE erasure (
    tenant_id  integer     NOT NULL REFERENCES tenant,
    erasure_id uuid        NOT NULL,
    entity     text        NOT NULL,
    pseudonym  text        NOT NULL,
    salt       bytea       NOT NULL,   -- random, the same for all of a tenant, so that one look finds any key
    key_hash   bytea       NOT NULL,   -- HMAC-SHA256 of kind and key with the salt; the key itself is nowhere
    erased_at  timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, erasure_id),
    UNIQUE (tenant_id, key_hash)
);
ALTER TABLE erasure ENABLE ROW LEVEL SECURITY;
ALTER TABLE erasure FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON erasure USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
GRANT SELECT, INSERT, DELETE ON erasure TO kennzahl_app;

-- What was once said of a person and taken back since is part of the history, and is emptied like the rest of it.
GRANT UPDATE ON superseded_event TO kennzahl_app;
