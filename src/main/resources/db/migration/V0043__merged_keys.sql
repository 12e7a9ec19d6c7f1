-- Which keys are those of merged records: looked up whenever somebody names one.
CREATE INDEX customer_version_merged ON customer_version (tenant_id, external_id) WHERE status = 'merged' AND valid_to = 'infinity';
CREATE INDEX lead_version_merged ON lead_version (tenant_id, external_id) WHERE status = 'merged' AND valid_to = 'infinity';

-- Who names a record, also in the past: when that is merged, all of it means the record it ended in.
DROP INDEX deal_version_of_customer;
CREATE INDEX deal_version_of_customer ON deal_version (tenant_id, customer_id) WHERE known_to = 'infinity';
DROP INDEX deal_version_of_lead;
CREATE INDEX deal_version_of_lead ON deal_version (tenant_id, lead_id) WHERE known_to = 'infinity' AND lead_id IS NOT NULL;
CREATE INDEX lead_version_of_customer ON lead_version (tenant_id, customer_id) WHERE known_to = 'infinity' AND customer_id IS NOT NULL;
