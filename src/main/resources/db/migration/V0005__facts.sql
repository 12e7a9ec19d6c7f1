-- Facts: what happens once and has no life of its own. They carry known time only: a row says what we believed from known_from
-- to known_to (half-open; infinity is still), so a correction or a deletion changes no answer about the time before it was known.
--   * fact_id is the digest of the business key as it was said; content is the digest of everything else.
--   * external_id is the key as the sender writes it: its own id where the data set has one, else the parts of the key.
--   * Where an instant was said as a bare date, the date stands beside it (ordered_on beside ordered_at) and the instant is its
--     midnight; it follows when the tenant's zone changes.
-- No index for "the row of a key that is believed": the primary key leads there, and a fact has few rows.

CREATE TABLE order_line (
    tenant_id     integer     NOT NULL REFERENCES tenant,
    fact_id       uuid        NOT NULL,
    known_from    timestamptz NOT NULL,
    known_to      timestamptz NOT NULL,
    content       uuid        NOT NULL,
    import_id     uuid        NOT NULL,
    external_id   text        NOT NULL,   -- the order_id, which the lines of an order share
    line_no       bigint      NOT NULL,
    ordered_at    timestamptz NOT NULL,
    ordered_on    date,
    customer_id   text        NOT NULL,
    employee_id   text,
    product_id    text,
    channel       text,
    region        text,
    country       text,
    quantity      numeric,
    net_amount    numeric     NOT NULL,
    variable_cost numeric,
    currency      text,
    deal_id       text,
    kind          text        NOT NULL CHECK (kind IN ('sale', 'return', 'cancellation')),
    custom        jsonb       NOT NULL,
    PRIMARY KEY (tenant_id, fact_id, known_from),
    CHECK (known_from < known_to)
);
CREATE INDEX order_line_by_key ON order_line (tenant_id, external_id) WHERE known_to = 'infinity';
CREATE INDEX order_line_ordered ON order_line (tenant_id, ordered_at) WHERE known_to = 'infinity';
CREATE INDEX order_line_of_customer ON order_line (tenant_id, customer_id, ordered_at) WHERE known_to = 'infinity';

CREATE TABLE contract (
    tenant_id    integer     NOT NULL REFERENCES tenant,
    fact_id      uuid        NOT NULL,
    known_from   timestamptz NOT NULL,
    known_to     timestamptz NOT NULL,
    content      uuid        NOT NULL,
    import_id    uuid        NOT NULL,
    external_id  text        NOT NULL,
    customer_id  text        NOT NULL,
    product_id   text,
    owner_id     text,
    start_on     date        NOT NULL,
    end_on       date,
    cancelled_on date,
    annual_value numeric     NOT NULL,
    currency     text,
    custom       jsonb       NOT NULL,
    PRIMARY KEY (tenant_id, fact_id, known_from),
    CHECK (known_from < known_to)
);
CREATE INDEX contract_by_key ON contract (tenant_id, external_id) WHERE known_to = 'infinity';
CREATE INDEX contract_started ON contract (tenant_id, start_on) WHERE known_to = 'infinity';
CREATE INDEX contract_of_customer ON contract (tenant_id, customer_id, start_on) WHERE known_to = 'infinity';

CREATE TABLE cost (
    tenant_id   integer     NOT NULL REFERENCES tenant,
    fact_id     uuid        NOT NULL,
    known_from  timestamptz NOT NULL,
    known_to    timestamptz NOT NULL,
    content     uuid        NOT NULL,
    import_id   uuid        NOT NULL,
    external_id text        NOT NULL,
    incurred_on date        NOT NULL,
    category    text        NOT NULL CHECK (category IN ('marketing', 'sales', 'other')),
    purpose     text        CHECK (purpose IN ('acquisition', 'retention', 'other')),
    channel     text,
    campaign_id text,
    region      text,
    product_id  text,
    employee_id text,
    amount      numeric     NOT NULL,
    currency    text,
    custom      jsonb       NOT NULL,
    PRIMARY KEY (tenant_id, fact_id, known_from),
    CHECK (known_from < known_to)
);
CREATE INDEX cost_by_key ON cost (tenant_id, external_id) WHERE known_to = 'infinity';
CREATE INDEX cost_incurred ON cost (tenant_id, incurred_on) WHERE known_to = 'infinity';

CREATE TABLE activity (
    tenant_id   integer     NOT NULL REFERENCES tenant,
    fact_id     uuid        NOT NULL,
    known_from  timestamptz NOT NULL,
    known_to    timestamptz NOT NULL,
    content     uuid        NOT NULL,
    import_id   uuid        NOT NULL,
    external_id text        NOT NULL,
    occurred_at timestamptz NOT NULL,
    occurred_on date,
    type        text        NOT NULL,
    direction   text        CHECK (direction IN ('in', 'out')),
    lead_id     text,
    deal_id     text,
    customer_id text,
    employee_id text,
    custom      jsonb       NOT NULL,
    PRIMARY KEY (tenant_id, fact_id, known_from),
    CHECK (known_from < known_to)
);
CREATE INDEX activity_by_key ON activity (tenant_id, external_id) WHERE known_to = 'infinity';
CREATE INDEX activity_occurred ON activity (tenant_id, occurred_at) WHERE known_to = 'infinity';

CREATE TABLE campaign_stat (
    tenant_id    integer     NOT NULL REFERENCES tenant,
    fact_id      uuid        NOT NULL,
    known_from   timestamptz NOT NULL,
    known_to     timestamptz NOT NULL,
    content      uuid        NOT NULL,
    import_id    uuid        NOT NULL,
    external_id  text        NOT NULL,
    campaign_id  text        NOT NULL,
    sent_on      date        NOT NULL,
    channel      text,
    sent         bigint,
    delivered    bigint,
    bounced      bigint,
    complaints   bigint,
    unsubscribed bigint,
    opened       bigint,
    clicked      bigint,
    custom       jsonb       NOT NULL,
    PRIMARY KEY (tenant_id, fact_id, known_from),
    CHECK (known_from < known_to)
);
CREATE INDEX campaign_stat_by_key ON campaign_stat (tenant_id, external_id) WHERE known_to = 'infinity';
CREATE INDEX campaign_stat_sent ON campaign_stat (tenant_id, sent_on) WHERE known_to = 'infinity';

CREATE TABLE survey_response (
    tenant_id   integer     NOT NULL REFERENCES tenant,
    fact_id     uuid        NOT NULL,
    known_from  timestamptz NOT NULL,
    known_to    timestamptz NOT NULL,
    content     uuid        NOT NULL,
    import_id   uuid        NOT NULL,
    external_id text        NOT NULL,
    answered_at timestamptz NOT NULL,
    answered_on date,
    kind        text        NOT NULL CHECK (kind IN ('nps', 'csat', 'care_quality')),
    score       numeric     NOT NULL,
    scale_min   numeric,
    scale_max   numeric,
    customer_id text,
    employee_id text,
    comment     text,
    custom      jsonb       NOT NULL,
    PRIMARY KEY (tenant_id, fact_id, known_from),
    CHECK (known_from < known_to)
);
CREATE INDEX survey_response_by_key ON survey_response (tenant_id, external_id) WHERE known_to = 'infinity';
CREATE INDEX survey_response_answered ON survey_response (tenant_id, answered_at) WHERE known_to = 'infinity';

CREATE TABLE competitor_price (
    tenant_id   integer     NOT NULL REFERENCES tenant,
    fact_id     uuid        NOT NULL,
    known_from  timestamptz NOT NULL,
    known_to    timestamptz NOT NULL,
    content     uuid        NOT NULL,
    import_id   uuid        NOT NULL,
    external_id text        NOT NULL,
    observed_on date        NOT NULL,
    product_id  text        NOT NULL,
    competitor  text        NOT NULL,
    price       numeric     NOT NULL,
    currency    text,
    custom      jsonb       NOT NULL,
    PRIMARY KEY (tenant_id, fact_id, known_from),
    CHECK (known_from < known_to)
);
CREATE INDEX competitor_price_by_key ON competitor_price (tenant_id, external_id) WHERE known_to = 'infinity';
CREATE INDEX competitor_price_observed ON competitor_price (tenant_id, observed_on) WHERE known_to = 'infinity';
CREATE INDEX competitor_price_of_product ON competitor_price (tenant_id, product_id, observed_on) WHERE known_to = 'infinity';

CREATE TABLE target (
    tenant_id    integer     NOT NULL REFERENCES tenant,
    fact_id      uuid        NOT NULL,
    known_from   timestamptz NOT NULL,
    known_to     timestamptz NOT NULL,
    content      uuid        NOT NULL,
    import_id    uuid        NOT NULL,
    external_id  text        NOT NULL,
    kpi          text        NOT NULL,
    period_start date        NOT NULL,
    period_end   date        NOT NULL,
    value        numeric     NOT NULL,
    currency     text,
    owner_id     text,
    team         text,
    region       text,
    product_id   text,
    custom       jsonb       NOT NULL,
    PRIMARY KEY (tenant_id, fact_id, known_from),
    CHECK (period_start < period_end),
    CHECK (known_from < known_to)
);
CREATE INDEX target_by_key ON target (tenant_id, external_id) WHERE known_to = 'infinity';
CREATE INDEX target_of_kpi ON target (tenant_id, kpi, period_start) WHERE known_to = 'infinity';

CREATE TABLE forecast_submission (
    tenant_id    integer     NOT NULL REFERENCES tenant,
    fact_id      uuid        NOT NULL,
    known_from   timestamptz NOT NULL,
    known_to     timestamptz NOT NULL,
    content      uuid        NOT NULL,
    import_id    uuid        NOT NULL,
    external_id  text        NOT NULL,
    submitted_at timestamptz NOT NULL,
    submitted_on date,
    period_start date        NOT NULL,
    period_end   date        NOT NULL,
    owner_id     text,
    category     text        CHECK (category IN ('commit', 'best_case', 'pipeline')),
    amount       numeric     NOT NULL,
    currency     text,
    note         text,
    custom       jsonb       NOT NULL,
    PRIMARY KEY (tenant_id, fact_id, known_from),
    CHECK (period_start < period_end),
    CHECK (known_from < known_to)
);
CREATE INDEX forecast_submission_by_key ON forecast_submission (tenant_id, external_id) WHERE known_to = 'infinity';
CREATE INDEX forecast_submission_of_period ON forecast_submission (tenant_id, period_start, submitted_at) WHERE known_to = 'infinity';
CREATE INDEX forecast_submission_submitted ON forecast_submission (tenant_id, submitted_at) WHERE known_to = 'infinity';

CREATE TABLE exchange_rate (
    tenant_id   integer     NOT NULL REFERENCES tenant,
    fact_id     uuid        NOT NULL,
    known_from  timestamptz NOT NULL,
    known_to    timestamptz NOT NULL,
    content     uuid        NOT NULL,
    import_id   uuid        NOT NULL,
    external_id text        NOT NULL,
    rate_on     date        NOT NULL,
    base        text        NOT NULL,
    quote       text        NOT NULL,
    rate        numeric     NOT NULL CHECK (rate > 0),
    custom      jsonb       NOT NULL,
    PRIMARY KEY (tenant_id, fact_id, known_from),
    CHECK (known_from < known_to)
);
CREATE INDEX exchange_rate_by_key ON exchange_rate (tenant_id, external_id) WHERE known_to = 'infinity';
CREATE INDEX exchange_rate_of_pair ON exchange_rate (tenant_id, base, quote, rate_on) WHERE known_to = 'infinity';
CREATE INDEX exchange_rate_on_day ON exchange_rate (tenant_id, rate_on) WHERE known_to = 'infinity';

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY[
        'order_line', 'contract', 'cost', 'activity', 'campaign_stat', 'survey_response', 'competitor_price', 'target',
        'forecast_submission', 'exchange_rate']
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY own_tenant ON %I USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant())', name);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO kennzahl_app', name);
    END LOOP;
END $$;

-- Which records are deleted, so that a file that names them again can be seen to bring them back. Nearly always empty.
CREATE INDEX deal_version_deleted ON deal_version (tenant_id, record_id)
    WHERE known_to = 'infinity' AND valid_to = 'infinity' AND status = 'deleted';
CREATE INDEX lead_version_deleted ON lead_version (tenant_id, record_id)
    WHERE known_to = 'infinity' AND valid_to = 'infinity' AND status = 'deleted';
CREATE INDEX customer_version_deleted ON customer_version (tenant_id, record_id)
    WHERE known_to = 'infinity' AND valid_to = 'infinity' AND status = 'deleted';
CREATE INDEX product_version_deleted ON product_version (tenant_id, record_id)
    WHERE known_to = 'infinity' AND valid_to = 'infinity' AND status = 'deleted';
CREATE INDEX employee_version_deleted ON employee_version (tenant_id, record_id)
    WHERE known_to = 'infinity' AND valid_to = 'infinity' AND status = 'deleted';
