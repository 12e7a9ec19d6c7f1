-- A bare date means midnight in the tenant's zone, whichever zone that is. So the log remembers the date that was said, and
-- when the zone changes, the histories that rest on bare dates are written anew, for all known times.
ALTER TABLE change_event
    ADD COLUMN occurred_on date,                            -- the time of the change where a bare date was said; it decides, occurred_at
                                                            -- is then its midnight in the zone at the time of recording
    ADD COLUMN bare_dates boolean NOT NULL DEFAULT false;   -- whether the time of the change or any of the fields is a bare date

-- Migrations run as the owner, whom the policy binds, too; here it looks at the events of all tenants, once.
ALTER TABLE change_event NO FORCE ROW LEVEL SECURITY;
UPDATE change_event SET bare_dates = true
 WHERE EXISTS (
       SELECT FROM jsonb_each_text(fields) f
        WHERE f.key IN ('created_at', 'closed_at', 'first_contact_at', 'qualified_at', 'converted_at', 'disqualified_at')
          AND btrim(f.value) ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$');
ALTER TABLE change_event FORCE ROW LEVEL SECURITY;

CREATE INDEX change_event_bare_dates ON change_event (tenant_id, record_id) WHERE bare_dates;

GRANT DELETE ON deal_version, lead_version, customer_version, product_version, employee_version TO kennzahl_app;
