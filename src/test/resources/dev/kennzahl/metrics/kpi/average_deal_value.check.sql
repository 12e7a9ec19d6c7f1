-- Question: how much does a deal won in one bucket bring on average? One without an amount brings nothing known.
-- A row: the bucket. Time column: closed_at, on the tenant's calendar. Range: [from, to), believed at asOf.
WITH newest AS (
    SELECT DISTINCT ON (v.record_id) v.status, v.closed_at, v.amount, coalesce(v.currency, t.currency) <> t.currency AS other
      FROM deal_version v JOIN tenant t USING (tenant_id)
     WHERE v.tenant_id = :tenant AND tstzrange(v.known_from, v.known_to) @> CAST(:asOf AS timestamptz)
     ORDER BY v.record_id, v.valid_from DESC
), answer AS (
    SELECT count(*) AS deals, coalesce(sum(amount), 0) AS total, count(amount) AS amounts,
           count(*) FILTER (WHERE other AND amount <> 0) AS foreigners
      FROM newest
     WHERE status = 'won' AND daterange(:from, :to) @> CAST(closed_at AT TIME ZONE :zone AS date)
), judged AS (
    SELECT *, CASE WHEN foreigners > 0 THEN 'EXCHANGE_RATE_MISSING'
                   WHEN deals = 0 THEN 'NO_DENOMINATOR'
                   WHEN amounts = 0 THEN 'VALUE_UNKNOWN' END AS reason
      FROM answer
)
SELECT CASE WHEN reason IS NULL THEN total / deals END AS value,
       CASE WHEN reason IN ('EXCHANGE_RATE_MISSING', 'VALUE_UNKNOWN') THEN NULL ELSE total END AS numerator,
       CASE WHEN reason = 'EXCHANGE_RATE_MISSING' THEN NULL ELSE deals END AS denominator,
       deals AS sample_size, reason
  FROM judged
