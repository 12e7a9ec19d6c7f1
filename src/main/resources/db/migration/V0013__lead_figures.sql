-- What figures look up: which leads came to a deal.
CREATE INDEX lead_version_of_deal ON lead_version (tenant_id, deal_id)
    WHERE known_to = 'infinity' AND valid_to = 'infinity' AND deal_id IS NOT NULL;
