-- Question: how many times over do the deals expected to close in one bucket cover what is missing to its won-revenue target?
-- A row: the bucket. Time columns: expected_close_on; closed_at on the tenant's calendar; the days of the targets. Range:
-- [from, to), believed at asOf. The goal is added up day by day.
WITH target_now AS (
    SELECT t.value, t.period_start, t.period_end, coalesce(t.currency, n.currency) <> n.currency AS other,
           concat(t.team IS NULL, t.region IS NULL, t.owner_id IS NULL, t.product_id IS NULL) AS shape,
           CAST(t.team IS NOT NULL AS integer) + CAST(t.region IS NOT NULL AS integer)
             + CAST(t.owner_id IS NOT NULL AS integer) + CAST(t.product_id IS NOT NULL AS integer) AS detail,
           CAST(t.team IS NOT NULL AS integer) + 2 * CAST(t.region IS NOT NULL AS integer)
             + 4 * CAST(t.owner_id IS NOT NULL AS integer) + 8 * CAST(t.product_id IS NOT NULL AS integer) AS place,
           concat_ws('|', coalesce(t.team, '-'), coalesce(t.region, '-'), coalesce(t.owner_id, '-'), coalesce(t.product_id, '-')) AS whose,
           t.period_start = :from AND t.period_end = :to AS is_exact
      FROM target t JOIN tenant n USING (tenant_id)
     WHERE t.tenant_id = :tenant AND tstzrange(t.known_from, t.known_to) @> CAST(:asOf AS timestamptz)
       AND t.kpi = 'won_revenue' AND daterange(t.period_start, t.period_end) && daterange(:from, :to)
), by_day AS (
    -- For each day of the bucket and each team, region, owner and product: the target of just the bucket, else of the shortest period.
    SELECT DISTINCT ON (whose, day) detail, place, other AND value <> 0 AS foreigners, CAST(day AS date) AS day,
           CASE WHEN is_exact THEN value / (CAST(:to AS date) - CAST(:from AS date)) ELSE value / (period_end - period_start) END AS part
      FROM target_now, generate_series(CAST(:from AS timestamp), CAST(:to AS timestamp) - interval '1 day', interval '1 day') AS day
     WHERE daterange(period_start, period_end) @> CAST(day AS date)
     ORDER BY whose, day, is_exact DESC, period_end - period_start, period_start DESC
), plan AS (
    -- The coarsest of the shapes that leave no day of the bucket without a target.
    SELECT sum(part) AS goal, bool_or(foreigners) AS foreigners
      FROM by_day GROUP BY detail, place
    HAVING count(DISTINCT day) = CAST(:to AS date) - CAST(:from AS date)
     ORDER BY detail, place LIMIT 1
), newest AS (
    SELECT DISTINCT ON (v.record_id) v.status, v.amount, v.expected_close_on, v.lead_id, v.external_id,
           coalesce(v.currency, t.currency) <> t.currency AND v.amount <> 0 AS other, CAST(v.closed_at AT TIME ZONE :zone AS date) AS closed
      FROM deal_version v JOIN tenant t USING (tenant_id)
     WHERE v.tenant_id = :tenant AND tstzrange(v.known_from, v.known_to) @> CAST(:asOf AS timestamptz)
     ORDER BY v.record_id, v.valid_from DESC
), wins AS (
    SELECT count(*) AS n, count(amount) AS valued, coalesce(sum(amount), 0) AS money, coalesce(bool_or(other), false) AS foreigners
      FROM newest WHERE status = 'won' AND daterange(:from, :to) @> closed
), chances AS (
    SELECT count(*) AS n, count(amount) AS valued, coalesce(sum(amount), 0) AS money, coalesce(bool_or(other), false) AS foreigners
      FROM newest WHERE status = 'open' AND daterange(:from, :to) @> expected_close_on
), judged AS (
    SELECT c.n, c.money AS pipeline, round(greatest(plan.goal - w.money, 0), 10) AS missing,
           CASE WHEN plan.goal IS NULL THEN 'NO_TARGET'
                WHEN plan.foreigners OR w.foreigners THEN 'EXCHANGE_RATE_MISSING'
                WHEN w.n > 0 AND w.valued = 0 THEN 'VALUE_UNKNOWN' END AS no_rest,
           CASE WHEN c.foreigners THEN 'EXCHANGE_RATE_MISSING'
                WHEN c.n > 0 AND c.valued = 0 THEN 'VALUE_UNKNOWN' END AS no_pipeline
      FROM chances c CROSS JOIN wins w LEFT JOIN plan ON true
), answer AS (
    SELECT *, coalesce(no_rest, no_pipeline, CASE WHEN missing = 0 THEN 'NO_DENOMINATOR' END) AS reason FROM judged
)
SELECT CASE WHEN reason IS NULL THEN pipeline / missing END AS value,
       CASE WHEN coalesce(no_rest, no_pipeline) IS NULL THEN pipeline END AS numerator,
       CASE WHEN no_rest IS NULL THEN missing END AS denominator, n AS sample_size, reason
  FROM answer
