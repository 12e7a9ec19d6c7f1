-- The first schema. Three rules hold everywhere and are tested:
--   * tenant_id leads every key, so that the schema distributes unchanged by tenant (the three "finder" indexes below,
--     which lead from a secret or an id to its tenant, are the named exceptions);
--   * row-level security is forced and denies by default: without app.tenant a query sees nothing;
--   * the service works as kennzahl_app, which owns nothing and bypasses nothing; migrations run as the owner.

DO $$
BEGIN
    CREATE ROLE kennzahl_app NOLOGIN NOINHERIT;
EXCEPTION
    WHEN duplicate_object THEN NULL;   -- roles belong to the server, another database of it may have made them
END $$;
DO $$
BEGIN
    CREATE ROLE kennzahl_backlog NOLOGIN NOINHERIT;
EXCEPTION
    WHEN duplicate_object THEN NULL;
END $$;
DO $$
BEGIN
    IF NOT pg_has_role(current_user, 'kennzahl_app', 'MEMBER') OR NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        EXECUTE format('GRANT kennzahl_app TO %I', current_user);
    END IF;
    IF NOT pg_has_role('kennzahl_app', 'kennzahl_backlog', 'MEMBER') THEN
        GRANT kennzahl_backlog TO kennzahl_app;
    END IF;
END $$;
GRANT USAGE ON SCHEMA public TO kennzahl_app, kennzahl_backlog;

-- The tenant of this transaction; null, and so equal to nothing, when none was set.
CREATE FUNCTION current_tenant() RETURNS integer
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('app.tenant', true), '')::integer;

-- ── Tenants and callers ──────────────────────────────────────────────────────────────────────────────────────────

CREATE SEQUENCE tenant_id_seq AS integer;
GRANT USAGE ON SEQUENCE tenant_id_seq TO kennzahl_app;

CREATE TABLE tenant (
    tenant_id               integer     NOT NULL PRIMARY KEY,
    slug                    text        NOT NULL,
    name                    text        NOT NULL,
    timezone                text        NOT NULL,
    currency                text        NOT NULL,
    week_start              text        NOT NULL,
    fiscal_year_start_month smallint    NOT NULL CHECK (fiscal_year_start_month BETWEEN 1 AND 12),
    churn_model             text        NOT NULL CHECK (churn_model IN ('contract', 'purchase_window', 'explicit')),
    purchase_window_days    integer     NOT NULL CHECK (purchase_window_days > 0),
    created_at              timestamptz NOT NULL
);
CREATE UNIQUE INDEX tenant_finder ON tenant (slug);

-- One row per tenant, locked by whoever applies changes: it puts a tenant's changes in one order of knowing.
CREATE TABLE tenant_clock (
    tenant_id integer     NOT NULL PRIMARY KEY REFERENCES tenant,
    known_at  timestamptz NOT NULL
);

CREATE TABLE api_key (
    tenant_id  integer     NOT NULL REFERENCES tenant,
    key_id     uuid        NOT NULL,
    key_hash   bytea       NOT NULL,   -- SHA-256; the key itself is never stored
    name       text        NOT NULL,
    roles      text        NOT NULL,   -- comma-separated: viewer, ingest, admin
    created_at timestamptz NOT NULL,
    revoked_at timestamptz,
    PRIMARY KEY (tenant_id, key_id)
);
CREATE INDEX api_key_finder ON api_key (key_hash);

-- What was answered to a POST with an Idempotency-Key, so that a repetition gets the same answer and no second effect.
CREATE TABLE idempotency_key (
    tenant_id    integer     NOT NULL REFERENCES tenant,
    caller_key   text        NOT NULL,
    request_hash bytea       NOT NULL,
    status       smallint,             -- null while the first request is still under way
    location     text,
    body         text,
    created_at   timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, caller_key)
);

-- ── Intake ───────────────────────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE connection (
    tenant_id     integer     NOT NULL REFERENCES tenant,
    connection_id uuid        NOT NULL,
    sender        text        NOT NULL,
    name          text        NOT NULL,
    secrets       text        NOT NULL,   -- JSON list, newest first: {"value", "validUntil"}
    options       text        NOT NULL,   -- JSON object as the user gave it
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL,
    deleted_at    timestamptz,
    PRIMARY KEY (tenant_id, connection_id)
);
CREATE INDEX connection_finder ON connection (connection_id);

-- Raw requests, appended before anything else is done with them.
CREATE TABLE delivery (
    tenant_id     integer     NOT NULL REFERENCES tenant,
    delivery_id   bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    connection_id uuid        NOT NULL,
    received_at   timestamptz NOT NULL,
    method        text        NOT NULL,
    query         text        NOT NULL,
    headers       jsonb       NOT NULL,
    body          bytea       NOT NULL,
    status        text        NOT NULL CHECK (status IN ('received', 'applied', 'dead')),
    applied_at    timestamptz,
    events        integer,              -- how many events it held
    duplicates    integer,              -- how many of them were known already
    ignored       integer,              -- how many items are of kinds without effect
    rejections    jsonb,                -- the items set aside, with reasons
    reason        text,                 -- why it is dead
    PRIMARY KEY (tenant_id, delivery_id)
);
CREATE INDEX delivery_backlog ON delivery (tenant_id, delivery_id) WHERE status = 'received';
CREATE INDEX delivery_by_connection ON delivery (tenant_id, connection_id, delivery_id);

-- Who the records are. The id is computed from the sender's own key, so it does not depend on what arrived first.
CREATE TABLE record (
    tenant_id     integer NOT NULL REFERENCES tenant,
    record_id     uuid    NOT NULL,
    entity        text    NOT NULL,
    sender        text    NOT NULL,
    account       text    NOT NULL,
    object_type   text    NOT NULL,
    external_id   text    NOT NULL,
    connection_id uuid,
    PRIMARY KEY (tenant_id, record_id)
);
CREATE INDEX record_by_external_id ON record (tenant_id, entity, external_id);

-- Canonical change events: append-only, sparse. The state of a record is a pure function of the set of its events.
CREATE TABLE change_event (
    tenant_id   integer     NOT NULL REFERENCES tenant,
    record_id   uuid        NOT NULL,
    event_id    uuid        NOT NULL,   -- hash of the sender's duplicate key
    kind        text        NOT NULL CHECK (kind IN ('CREATED', 'CHANGED', 'DELETED', 'RESTORED', 'MERGED', 'SNAPSHOT')),
    occurred_at timestamptz NOT NULL,   -- valid time: when it was so in the CRM
    sequence    bigint      NOT NULL,
    event_key   text        NOT NULL,
    fields      jsonb       NOT NULL,
    merge       jsonb,
    recorded_at timestamptz NOT NULL,   -- known time: when we knew it
    delivery_id bigint,
    import_id   uuid,
    PRIMARY KEY (tenant_id, record_id, event_id)
);

-- Names of custom attributes seen, so that an unknown dimension can be told from an empty one.
CREATE TABLE custom_attribute (
    tenant_id integer NOT NULL REFERENCES tenant,
    entity    text    NOT NULL,
    name      text    NOT NULL,
    PRIMARY KEY (tenant_id, entity, name)
);

CREATE TABLE import_mapping (
    tenant_id  integer     NOT NULL REFERENCES tenant,
    name       text        NOT NULL,
    definition text        NOT NULL,   -- JSON as the user gave it
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, name)
);

CREATE TABLE import_job (
    tenant_id      integer     NOT NULL REFERENCES tenant,
    import_id      uuid        NOT NULL,
    dataset        text        NOT NULL,
    format         text        NOT NULL CHECK (format IN ('csv', 'ndjson')),
    mapping        text,
    status         text        NOT NULL CHECK (status IN ('receiving', 'running', 'completed', 'failed')),
    bytes_received bigint      NOT NULL,
    bytes_done     bigint      NOT NULL,
    rows_done      bigint      NOT NULL,   -- where to go on after a crash
    accepted       bigint      NOT NULL,
    rejected       bigint      NOT NULL,
    sequence       bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    created_at     timestamptz NOT NULL,
    finished_at    timestamptz,
    error          text,
    PRIMARY KEY (tenant_id, import_id)
);
CREATE INDEX import_job_backlog ON import_job (tenant_id, sequence) WHERE status = 'running';

-- The uploaded file, kept until it is applied, so that an acknowledged import survives a crash.
CREATE TABLE import_chunk (
    tenant_id integer NOT NULL,
    import_id uuid    NOT NULL,
    chunk_no  integer NOT NULL,
    content   bytea   NOT NULL,
    PRIMARY KEY (tenant_id, import_id, chunk_no),
    FOREIGN KEY (tenant_id, import_id) REFERENCES import_job ON DELETE CASCADE
);
ALTER TABLE import_chunk ALTER COLUMN content SET STORAGE EXTERNAL;

CREATE TABLE import_rejection (
    tenant_id    integer NOT NULL,
    import_id    uuid    NOT NULL,
    line         bigint  NOT NULL,
    rejection_no integer NOT NULL,
    code         text    NOT NULL,
    field        text,
    message      text    NOT NULL,
    source_row   jsonb   NOT NULL,
    PRIMARY KEY (tenant_id, import_id, line, rejection_no),
    FOREIGN KEY (tenant_id, import_id) REFERENCES import_job ON DELETE CASCADE
);

-- ── Two-time history ─────────────────────────────────────────────────────────────────────────────────────────────
-- A row says: from valid_from to valid_to the record was so, as we believed from known_from to known_to (both half-open).
-- What is believed now has known_to = infinity; the newest state has valid_to = infinity.

CREATE TABLE deal_version (
    tenant_id         integer     NOT NULL REFERENCES tenant,
    record_id         uuid        NOT NULL,
    valid_from        timestamptz NOT NULL,
    valid_to          timestamptz NOT NULL,
    known_from        timestamptz NOT NULL,
    known_to          timestamptz NOT NULL,
    external_id       text        NOT NULL,
    status            text        NOT NULL CHECK (status IN ('open', 'won', 'lost', 'deleted', 'merged', 'unknown')),
    merged_into       uuid,
    needs_resync      boolean     NOT NULL,
    content           uuid        NOT NULL,   -- digest of all that follows and the status: equal digests are equal versions
    name              text,
    customer_id       text,
    lead_id           text,
    owner_id          text,
    product_id        text,
    region            text,
    channel           text,
    pipeline          text,
    stage             text,
    amount            numeric,
    currency          text,
    probability       numeric,
    forecast_category text,
    created_at        timestamptz,
    expected_close_on date,
    closed_at         timestamptz,
    lost_reason       text,
    custom            jsonb       NOT NULL,
    PRIMARY KEY (tenant_id, record_id, valid_from, known_from),
    CHECK (valid_from < valid_to),
    CHECK (known_from < known_to)
);
CREATE INDEX deal_version_believed ON deal_version (tenant_id, record_id, valid_from) WHERE known_to = 'infinity';
CREATE INDEX deal_version_closed ON deal_version (tenant_id, closed_at) WHERE known_to = 'infinity' AND valid_to = 'infinity';
CREATE INDEX deal_version_created ON deal_version (tenant_id, created_at) WHERE known_to = 'infinity' AND valid_to = 'infinity';
CREATE INDEX deal_version_open ON deal_version (tenant_id, valid_from) WHERE known_to = 'infinity' AND status = 'open';

CREATE TABLE lead_version (
    tenant_id           integer     NOT NULL REFERENCES tenant,
    record_id           uuid        NOT NULL,
    valid_from          timestamptz NOT NULL,
    valid_to            timestamptz NOT NULL,
    known_from          timestamptz NOT NULL,
    known_to            timestamptz NOT NULL,
    external_id         text        NOT NULL,
    status              text        NOT NULL CHECK (status IN ('open', 'qualified', 'disqualified', 'converted', 'deleted', 'merged', 'unknown')),
    merged_into         uuid,
    needs_resync        boolean     NOT NULL,
    content             uuid        NOT NULL,
    name                text,
    lead_source         text,
    channel             text,
    campaign_id         text,
    owner_id            text,
    customer_id         text,
    region              text,
    company_size        text,
    score               numeric,
    interest            text,
    expected_value      numeric,
    currency            text,
    created_at          timestamptz,
    first_contact_at    timestamptz,
    qualified_at        timestamptz,
    converted_at        timestamptz,
    deal_id             text,
    disqualified_at     timestamptz,
    disqualified_reason text,
    custom              jsonb       NOT NULL,
    PRIMARY KEY (tenant_id, record_id, valid_from, known_from),
    CHECK (valid_from < valid_to),
    CHECK (known_from < known_to)
);
CREATE INDEX lead_version_believed ON lead_version (tenant_id, record_id, valid_from) WHERE known_to = 'infinity';
CREATE INDEX lead_version_created ON lead_version (tenant_id, created_at) WHERE known_to = 'infinity' AND valid_to = 'infinity';

CREATE TABLE customer_version (
    tenant_id          integer     NOT NULL REFERENCES tenant,
    record_id          uuid        NOT NULL,
    valid_from         timestamptz NOT NULL,
    valid_to           timestamptz NOT NULL,
    known_from         timestamptz NOT NULL,
    known_to           timestamptz NOT NULL,
    external_id        text        NOT NULL,
    status             text        NOT NULL CHECK (status IN ('active', 'deleted', 'merged', 'unknown')),
    merged_into        uuid,
    needs_resync       boolean     NOT NULL,
    content            uuid        NOT NULL,
    name               text,
    region             text,
    country            text,
    industry           text,
    segment            text,
    company_size       text,
    needs              text,
    owner_id           text,
    became_customer_on date,
    churned_on         date,
    custom             jsonb       NOT NULL,
    PRIMARY KEY (tenant_id, record_id, valid_from, known_from),
    CHECK (valid_from < valid_to),
    CHECK (known_from < known_to)
);
CREATE INDEX customer_version_believed ON customer_version (tenant_id, record_id, valid_from) WHERE known_to = 'infinity';
CREATE INDEX customer_version_by_key ON customer_version (tenant_id, external_id) WHERE valid_to = 'infinity';

CREATE TABLE product_version (
    tenant_id     integer     NOT NULL REFERENCES tenant,
    record_id     uuid        NOT NULL,
    valid_from    timestamptz NOT NULL,
    valid_to      timestamptz NOT NULL,
    known_from    timestamptz NOT NULL,
    known_to      timestamptz NOT NULL,
    external_id   text        NOT NULL,
    status        text        NOT NULL CHECK (status IN ('active', 'deleted', 'merged', 'unknown')),
    merged_into   uuid,
    needs_resync  boolean     NOT NULL,
    content       uuid        NOT NULL,
    name          text,
    product_group text,
    list_price    numeric,
    variable_cost numeric,
    currency      text,
    custom        jsonb       NOT NULL,
    PRIMARY KEY (tenant_id, record_id, valid_from, known_from),
    CHECK (valid_from < valid_to),
    CHECK (known_from < known_to)
);
CREATE INDEX product_version_believed ON product_version (tenant_id, record_id, valid_from) WHERE known_to = 'infinity';
CREATE INDEX product_version_by_key ON product_version (tenant_id, external_id) WHERE valid_to = 'infinity';

CREATE TABLE employee_version (
    tenant_id    integer     NOT NULL REFERENCES tenant,
    record_id    uuid        NOT NULL,
    valid_from   timestamptz NOT NULL,
    valid_to     timestamptz NOT NULL,
    known_from   timestamptz NOT NULL,
    known_to     timestamptz NOT NULL,
    external_id  text        NOT NULL,
    status       text        NOT NULL CHECK (status IN ('active', 'deleted', 'merged', 'unknown')),
    merged_into  uuid,
    needs_resync boolean     NOT NULL,
    content      uuid        NOT NULL,
    name         text,
    team         text,
    manager_id   text,
    region       text,
    role         text,
    fte          numeric,
    hired_on     date,
    left_on      date,
    custom       jsonb       NOT NULL,
    PRIMARY KEY (tenant_id, record_id, valid_from, known_from),
    CHECK (valid_from < valid_to),
    CHECK (known_from < known_to)
);
CREATE INDEX employee_version_believed ON employee_version (tenant_id, record_id, valid_from) WHERE known_to = 'infinity';
CREATE INDEX employee_version_by_key ON employee_version (tenant_id, external_id) WHERE valid_to = 'infinity';

-- ── Who may see what ─────────────────────────────────────────────────────────────────────────────────────────────

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY[
        'tenant', 'tenant_clock', 'api_key', 'idempotency_key', 'connection', 'delivery', 'record', 'change_event',
        'custom_attribute', 'import_mapping', 'import_job', 'import_chunk', 'import_rejection',
        'deal_version', 'lead_version', 'customer_version', 'product_version', 'employee_version']
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY own_tenant ON %I USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant())', name);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO kennzahl_app', name);
    END LOOP;
END $$;
GRANT DELETE ON idempotency_key, import_mapping, import_job, import_chunk, import_rejection TO kennzahl_app;

-- Who presents a key, a connection's id or a tenant's name may find the one row it belongs to.
CREATE POLICY finder ON api_key FOR SELECT TO kennzahl_app
    USING (key_hash = decode(nullif(current_setting('app.key_hash', true), ''), 'hex'));
CREATE POLICY finder ON connection FOR SELECT TO kennzahl_app
    USING (connection_id = nullif(current_setting('app.connection', true), '')::uuid);
CREATE POLICY finder ON tenant FOR SELECT TO kennzahl_app
    USING (slug = nullif(current_setting('app.tenant_slug', true), ''));

-- The worker that looks for unfinished work sees which tenants have some, and nothing else of them.
GRANT SELECT (tenant_id, status) ON delivery, import_job TO kennzahl_backlog;
CREATE POLICY backlog ON delivery FOR SELECT TO kennzahl_backlog USING (status = 'received');
CREATE POLICY backlog ON import_job FOR SELECT TO kennzahl_backlog USING (status = 'running');
