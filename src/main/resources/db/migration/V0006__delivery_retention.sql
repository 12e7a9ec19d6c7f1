-- Raw requests may hold personal data, so they do not stay for ever: first the request goes, later the row.
ALTER TABLE delivery
    ADD COLUMN purged_at   timestamptz,   -- when body, headers and query were emptied; such a delivery cannot be replayed
    ADD COLUMN reason_kind text;          -- what kind of reason it is dead for; says what to do about it

-- Each delivery is in one of the two, so an insert pays for one.
CREATE INDEX delivery_with_body ON delivery (tenant_id, received_at) WHERE purged_at IS NULL;
CREATE INDEX delivery_purged ON delivery (tenant_id, received_at) WHERE purged_at IS NOT NULL;
GRANT DELETE ON delivery TO kennzahl_app;

-- Who looks for work sees which tenants have deliveries that are older than it says, and nothing else of them.
GRANT SELECT (received_at, purged_at) ON delivery TO kennzahl_backlog;
CREATE POLICY retention ON delivery FOR SELECT TO kennzahl_backlog
    USING (received_at < nullif(current_setting('app.retention_before', true), '')::timestamptz);
GRANT SELECT (tenant_id) ON tenant TO kennzahl_backlog;
CREATE POLICY retention ON tenant FOR SELECT TO kennzahl_backlog
    USING (nullif(current_setting('app.retention_before', true), '') IS NOT NULL);

-- What a delivery was once read as and, read again with other options, no longer says. Kept because we believed it: a history
-- that is written anew (see V0004) must still be able to say what was known when.
CREATE TABLE superseded_event (
    tenant_id     integer     NOT NULL REFERENCES tenant,
    record_id     uuid        NOT NULL,
    event_id      uuid        NOT NULL,
    kind          text        NOT NULL,
    occurred_at   timestamptz NOT NULL,
    occurred_on   date,
    bare_dates    boolean     NOT NULL,
    sequence      bigint      NOT NULL,
    event_key     text        NOT NULL,
    fields        jsonb       NOT NULL,
    merge         jsonb,
    recorded_at   timestamptz NOT NULL,
    superseded_at timestamptz NOT NULL,   -- known time: from here on it is as if it had not been said
    delivery_id   bigint      NOT NULL,
    PRIMARY KEY (tenant_id, record_id, event_id, recorded_at)
);
CREATE INDEX superseded_event_bare_dates ON superseded_event (tenant_id, record_id) WHERE bare_dates;
ALTER TABLE superseded_event ENABLE ROW LEVEL SECURITY;
ALTER TABLE superseded_event FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON superseded_event USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
GRANT SELECT, INSERT ON superseded_event TO kennzahl_app;

-- A replay finds what its delivery said; rows of files have no delivery and do not pay for it.
CREATE INDEX change_event_by_delivery ON change_event (tenant_id, delivery_id) WHERE delivery_id IS NOT NULL;
GRANT DELETE ON change_event TO kennzahl_app;
