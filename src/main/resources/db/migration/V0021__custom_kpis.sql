-- KPIs that tenants make of others by an expression, every version of them. Whatever held once stays.
CREATE TABLE custom_kpi (
    tenant_id    integer     NOT NULL REFERENCES tenant,
    key          text        NOT NULL,
    version      integer     NOT NULL CHECK (version > 0),
    expression   text        NOT NULL,
    labels       jsonb       NOT NULL,   -- by language
    descriptions jsonb       NOT NULL,   -- by language
    category     text,                   -- null for that of the first KPI in the expression
    direction    text        NOT NULL,
    created_at   timestamptz NOT NULL,
    retired_at   timestamptz,            -- since when another version, or none, takes its place
    PRIMARY KEY (tenant_id, key, version)
);
CREATE UNIQUE INDEX custom_kpi_current ON custom_kpi (tenant_id, key) WHERE retired_at IS NULL;

ALTER TABLE custom_kpi ENABLE ROW LEVEL SECURITY;
ALTER TABLE custom_kpi FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON custom_kpi USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
GRANT SELECT, INSERT, UPDATE, DELETE ON custom_kpi TO kennzahl_app;

-- How often the tenant's KPIs were changed: read with its settings by every question, so that nothing remembered of them, books of
-- KPIs as well as answers, outlives a change.
ALTER TABLE tenant ADD COLUMN kpi_revision integer NOT NULL DEFAULT 0;
