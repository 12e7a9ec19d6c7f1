-- Question: what are the deals that ended up won in one bucket worth together?
-- A row: the bucket. Time column: closed_at, on the tenant's calendar. Range: [from, to), believed at asOf.
-- Without exchange rates a sum with another currency in it is unknown; amounts of zero are the same in all currencies.
WITH newest AS (
    SELECT DISTINCT ON (v.record_id) v.status, v.closed_at, v.amount, coalesce(v.currency, t.currency) <> t.currency AS other
      FROM deal_version v JOIN tenant t USING (tenant_id)
     WHERE v.tenant_id = :tenant AND tstzrange(v.known_from, v.known_to) @> CAST(:asOf AS timestamptz)
     ORDER BY v.record_id, v.valid_from DESC
), won AS (
    SELECT amount, other AND amount IS NOT NULL AND amount <> 0 AS foreign_amount FROM newest
     WHERE status = 'won' AND daterange(:from, :to) @> CAST(closed_at AT TIME ZONE :zone AS date)
), answer AS (
    SELECT count(*) AS n, sum(amount) AS total,
           CASE WHEN bool_or(foreign_amount) THEN 'EXCHANGE_RATE_MISSING'
                WHEN bool_and(amount IS NULL) THEN 'VALUE_UNKNOWN' END AS reason
      FROM won
)
SELECT CASE WHEN reason IS NULL THEN coalesce(total, 0) END AS value,
       NULL AS numerator, NULL AS denominator, n AS sample_size, reason
  FROM answer
