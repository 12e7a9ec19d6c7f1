-- What the demo tenant was filled with, so that a second start need not do it again.
CREATE TABLE demo_load (
    tenant_id   integer     NOT NULL REFERENCES tenant,
    source      text        NOT NULL,
    finished_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, source)
);
ALTER TABLE demo_load ENABLE ROW LEVEL SECURITY;
ALTER TABLE demo_load FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON demo_load USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
GRANT SELECT, INSERT ON demo_load TO kennzahl_app;
