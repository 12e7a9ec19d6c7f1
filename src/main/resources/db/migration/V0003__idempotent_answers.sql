-- Answers to POSTs with an Idempotency-Key. An answer may hold what is shown only once, such as a new API key, so it lies
-- here sealed with the caller's own key, of which only the hash is stored. The rows are of use for days only: none is taken over.
DROP TABLE idempotency_key;

CREATE TABLE idempotency_key (
    tenant_id    integer     NOT NULL REFERENCES tenant,
    key_hash     bytea       NOT NULL,   -- SHA-256 of the caller's key
    request_hash bytea       NOT NULL,   -- SHA-256 of the request, to tell a repetition from another request
    answer       bytea,                  -- sealed; null while the first request is still under way
    claimed_at   timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, key_hash)
);
CREATE INDEX idempotency_key_by_age ON idempotency_key (tenant_id, claimed_at);

ALTER TABLE idempotency_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE idempotency_key FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON idempotency_key USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency_key TO kennzahl_app;
