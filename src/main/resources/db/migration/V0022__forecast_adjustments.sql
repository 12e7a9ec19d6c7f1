-- What managers make of what was submitted. Rows are added and never changed or removed by anything that is submitted later; only the
-- erasure of a person takes its name out of them.

CREATE TABLE forecast_adjustment (
    tenant_id     integer     NOT NULL REFERENCES tenant,
    adjustment_id uuid        NOT NULL,
    known_from    timestamptz NOT NULL,   -- when it was made; no two of a tenant at once
    period_start  date        NOT NULL,
    period_end    date        NOT NULL,
    category      text        NOT NULL CHECK (category IN ('commit', 'best_case', 'pipeline')),
    owner_id      text,                   -- whose figure is adjusted; with neither owner nor team the figure of all
    team          text,
    kind          text        NOT NULL CHECK (kind IN ('amount', 'delta', 'withdraw')),
    amount        numeric,
    currency      text,
    manager_id    text,                   -- who made it
    recorded_by   text        NOT NULL,   -- with which API key
    note          text,
    PRIMARY KEY (tenant_id, adjustment_id),
    CHECK (period_start < period_end),
    CHECK (owner_id IS NULL OR team IS NULL),
    CHECK ((kind = 'withdraw') = (amount IS NULL))
);
CREATE INDEX forecast_adjustment_made ON forecast_adjustment (tenant_id, known_from);
CREATE INDEX forecast_adjustment_of_period ON forecast_adjustment (tenant_id, period_start, period_end);

ALTER TABLE forecast_adjustment ENABLE ROW LEVEL SECURITY;
ALTER TABLE forecast_adjustment FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON forecast_adjustment USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
GRANT SELECT, INSERT, UPDATE (owner_id, manager_id, note) ON forecast_adjustment TO kennzahl_app;
