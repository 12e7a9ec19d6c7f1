-- Sums of what happened, by day and by month, so that a question need not look at every record. Cells say what was believed at one
-- known time of their rollup (rollup_state.known_at); what became known after it is added from the records themselves, and what was
-- no longer believed taken away. So an answer is never stale and never differs from one computed from the records.

CREATE TABLE rollup_state (
    tenant_id  integer     NOT NULL REFERENCES tenant,
    rollup     text        NOT NULL,   -- what is summed, and what it is split by: deal.closed.region
    known_at   timestamptz NOT NULL,   -- the cells hold all that was believed at this known time
    layout     text        NOT NULL,   -- which measures the cells hold, in which order
    timezone   text        NOT NULL,   -- the zone their days begin in
    currencies text[]      NOT NULL,   -- those that occur in cells; the empty one is that of records without one
    PRIMARY KEY (tenant_id, rollup)
);

CREATE TABLE rollup_cell (
    tenant_id integer   NOT NULL REFERENCES tenant,
    rollup    text      NOT NULL,
    grain     text      NOT NULL CHECK (grain IN ('day', 'month')),
    currency  text      NOT NULL,      -- that of the records, empty where they have none
    bucket    date      NOT NULL,      -- the first day, in the state's zone
    key       text      NOT NULL,      -- '=' and the value it is split by; empty for unknown
    sums      numeric[] NOT NULL,      -- four per measure: sum, records, records with a known part, with a part other than zero
    PRIMARY KEY (tenant_id, rollup, grain, currency, bucket, key)
);

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['rollup_state', 'rollup_cell']
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY own_tenant ON %I USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant())', name);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO kennzahl_app', name);
    END LOOP;
END $$;

-- Who keeps rollups up to date sees how far the knowledge of each tenant is, and nothing else of them.
GRANT SELECT (tenant_id, known_at) ON tenant_clock TO kennzahl_backlog;
CREATE POLICY rollup ON tenant_clock FOR SELECT TO kennzahl_backlog USING (current_setting('app.rollups', true) = 'true');

-- The day an instant belongs to. A day begins at the first instant of its local date, and has begun although clocks go back
-- behind midnight once more. (Where midnight comes twice, SQL takes the second; so the hour before is looked at as well.)
CREATE FUNCTION reporting_day(moment timestamptz, zone text) RETURNS date
    LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT (moment AT TIME ZONE zone)::date
         + CASE WHEN moment >= ((moment AT TIME ZONE zone)::date + 1)::timestamp AT TIME ZONE zone
                     - CASE WHEN (((moment AT TIME ZONE zone)::date + 1)::timestamp AT TIME ZONE zone - interval '1 hour') AT TIME ZONE zone
                                 = ((moment AT TIME ZONE zone)::date + 1)::timestamp
                            THEN interval '1 hour' ELSE interval '0' END
                THEN 1 ELSE 0 END;
$$;

-- Element by element.
CREATE FUNCTION added(one numeric[], other numeric[]) RETURNS numeric[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT array_agg(a + b ORDER BY position) FROM unnest(one, other) WITH ORDINALITY AS sums (a, b, position);
$$;
GRANT EXECUTE ON FUNCTION reporting_day, added TO kennzahl_app;

-- What became known after an instant, and what was no longer believed.
CREATE INDEX deal_version_learned ON deal_version (tenant_id, known_from) WHERE valid_to = 'infinity';
CREATE INDEX deal_version_revised ON deal_version (tenant_id, known_to) WHERE valid_to = 'infinity' AND known_to < 'infinity';
CREATE INDEX lead_version_learned ON lead_version (tenant_id, known_from) WHERE valid_to = 'infinity';
CREATE INDEX lead_version_revised ON lead_version (tenant_id, known_to) WHERE valid_to = 'infinity' AND known_to < 'infinity';
CREATE INDEX order_line_learned ON order_line (tenant_id, known_from);
CREATE INDEX order_line_revised ON order_line (tenant_id, known_to) WHERE known_to < 'infinity';
CREATE INDEX employee_version_learned ON employee_version (tenant_id, known_from);
CREATE INDEX customer_version_learned ON customer_version (tenant_id, known_from);

-- The records of somebody whose region has changed.
CREATE INDEX deal_version_of_owner ON deal_version (tenant_id, owner_id) WHERE known_to = 'infinity' AND valid_to = 'infinity';
CREATE INDEX deal_version_of_customer ON deal_version (tenant_id, customer_id) WHERE known_to = 'infinity' AND valid_to = 'infinity';
