-- Question: how much money a day do the deals of one bucket make, by the rule of thumb chances × rate × value ÷ days?
-- A row: the bucket. Time columns: created_at and closed_at, on the tenant's calendar. Range: [from, to), believed at asOf.
WITH newest AS (
    SELECT DISTINCT ON (v.record_id) v.status, v.amount, coalesce(v.currency, t.currency) <> t.currency AS other,
           v.created_at AT TIME ZONE :zone AS created, v.closed_at AT TIME ZONE :zone AS closed
      FROM deal_version v JOIN tenant t USING (tenant_id)
     WHERE v.tenant_id = :tenant AND tstzrange(v.known_from, v.known_to) @> CAST(:asOf AS timestamptz)
     ORDER BY v.record_id, v.valid_from DESC
), period AS (
    SELECT daterange(:from, :to) AS days
), parts AS (
    SELECT count(*) FILTER (WHERE status IN ('open', 'won', 'lost') AND days @> CAST(created AS date)) AS chances,
           count(*) FILTER (WHERE status IN ('won', 'lost') AND days @> CAST(closed AS date)) AS decided,
           count(*) FILTER (WHERE status = 'won' AND days @> CAST(closed AS date)) AS won,
           count(amount) FILTER (WHERE status = 'won' AND days @> CAST(closed AS date)) AS valued,
           sum(amount) FILTER (WHERE status = 'won' AND days @> CAST(closed AS date)) AS money,
           bool_or(other AND amount <> 0) FILTER (WHERE status = 'won' AND days @> CAST(closed AS date)) AS foreigners,
           count(created) FILTER (WHERE status = 'won' AND days @> CAST(closed AS date)) AS timed,
           sum(extract(epoch FROM closed - created)) FILTER (WHERE status = 'won' AND days @> CAST(closed AS date)) / 86400 AS spent
      FROM newest, period
), judged AS (
    SELECT *, CASE WHEN foreigners THEN 'EXCHANGE_RATE_MISSING'
                   WHEN won > 0 AND valued = 0 THEN 'VALUE_UNKNOWN'
                   WHEN won = 0 OR timed = 0 OR spent = 0 THEN 'NO_DENOMINATOR' END AS reason
      FROM parts
)
SELECT CASE WHEN reason IS NULL THEN (chances * money * timed) / (decided * spent) END AS value,
       NULL AS numerator, NULL AS denominator, timed AS sample_size, reason
  FROM judged
