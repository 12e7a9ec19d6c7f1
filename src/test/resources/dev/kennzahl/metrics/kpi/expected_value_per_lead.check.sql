-- Question: what is a lead created in one bucket worth, by the rate at which the leads of that bucket convert?
-- A row: the bucket. Time column: created_at, on the tenant's calendar. Range: [from, to), believed at asOf.
WITH born AS (
    SELECT * FROM pg_temp.leads(:tenant, :zone, CAST(:asOf AS timestamptz)) WHERE CAST(created AS date) >= :from AND CAST(created AS date) < :to
), priced AS (
    SELECT v.external_id, v.expected_value,
           pg_temp.money(tenant_id, expected_value, currency, CAST(created_at AT TIME ZONE :zone AS date), CAST(:asOf AS timestamptz)) AS worth
      FROM lead_version v
     WHERE v.tenant_id = :tenant AND tstzrange(v.known_from, v.known_to) @> CAST(:asOf AS timestamptz) AND v.valid_to = 'infinity'
), found AS (
    SELECT count(*) AS n, sum(worth) AS worth, count(expected_value) AS said,
           count(*) FILTER (WHERE expected_value IS NOT NULL AND worth IS NULL) AS strangers,
           count(*) FILTER (WHERE converted IS NOT NULL OR status = 'converted') AS won
      FROM born LEFT JOIN priced ON external_id = id
), judged AS (
    SELECT *, CASE WHEN strangers > 0 THEN 'EXCHANGE_RATE_MISSING' WHEN n = 0 THEN 'NO_DENOMINATOR'
                   WHEN said = 0 THEN 'VALUE_UNKNOWN' END AS reason
      FROM found
)
SELECT CASE WHEN reason IS NULL THEN worth * won / (n * n) END AS value, NULL AS numerator, NULL AS denominator,
       n AS sample_size, reason
  FROM judged
