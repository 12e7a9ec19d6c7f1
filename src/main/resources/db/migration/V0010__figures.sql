-- What one unit of a currency is worth in another on a day, as it was known then (null: as it is known now). The newest rate on
-- or before the day: of the pair, either way round, else by way of a base that both have a rate to on one day. Null if there is
-- none. Runs as the caller, whom row-level security binds.
CREATE FUNCTION exchange_rate_on(tenant integer, own text, wanted text, rate_day date, as_of timestamptz) RETURNS numeric
    LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(
        (SELECT CASE WHEN r.base = own THEN r.rate ELSE 1 / r.rate END
           FROM exchange_rate r
          WHERE r.tenant_id = tenant
            AND CASE WHEN as_of IS NULL THEN r.known_to = 'infinity' ELSE r.known_from <= as_of AND r.known_to > as_of END
            AND (r.base = own AND r.quote = wanted OR r.base = wanted AND r.quote = own)
            AND r.rate_on <= rate_day
          ORDER BY r.rate_on DESC, r.base = own DESC LIMIT 1),
        (SELECT w.rate / o.rate
           FROM exchange_rate o
           JOIN exchange_rate w ON w.tenant_id = tenant AND w.base = o.base AND w.rate_on = o.rate_on AND w.quote = wanted
          WHERE o.tenant_id = tenant AND o.quote = own
            AND CASE WHEN as_of IS NULL THEN o.known_to = 'infinity' ELSE o.known_from <= as_of AND o.known_to > as_of END
            AND CASE WHEN as_of IS NULL THEN w.known_to = 'infinity' ELSE w.known_from <= as_of AND w.known_to > as_of END
            AND o.rate_on <= rate_day
          ORDER BY o.rate_on DESC, o.base LIMIT 1));
$$;
GRANT EXECUTE ON FUNCTION exchange_rate_on TO kennzahl_app;

-- What figures look up: who first acted on a lead or a deal, and which deals stem from a lead.
CREATE INDEX activity_of_lead ON activity (tenant_id, lead_id, occurred_at) WHERE known_to = 'infinity' AND lead_id IS NOT NULL;
CREATE INDEX activity_of_deal ON activity (tenant_id, deal_id, occurred_at) WHERE known_to = 'infinity' AND deal_id IS NOT NULL;
CREATE INDEX deal_version_of_lead ON deal_version (tenant_id, lead_id)
    WHERE known_to = 'infinity' AND valid_to = 'infinity' AND lead_id IS NOT NULL;
