-- Of whom something is no longer believed, even if nothing else came in its place: kept sums that are split by what they were
-- known for notice it.
CREATE INDEX employee_version_revised ON employee_version (tenant_id, known_to) WHERE known_to < 'infinity';
CREATE INDEX customer_version_revised ON customer_version (tenant_id, known_to) WHERE known_to < 'infinity';
