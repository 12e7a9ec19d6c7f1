-- What was believed of closed deals and is no longer: reopened since, or corrected. Few of many, and looked up by the day they were
-- closed when somebody asks what was known of a period at its end.
CREATE INDEX deal_version_closed_once ON deal_version (tenant_id, closed_at)
    WHERE known_to < 'infinity' AND valid_to = 'infinity' AND closed_at IS NOT NULL;
