-- Question: within how many days were nine of ten deals won in one bucket?
-- A row: the bucket. Time column: closed_at, on the tenant's calendar. Range: [from, to), believed at asOf.
-- Days on the tenant's clocks; a deal of unknown creation has no length.
WITH newest AS (
    SELECT DISTINCT ON (record_id) status, closed_at AT TIME ZONE :zone AS closed, created_at AT TIME ZONE :zone AS created
      FROM deal_version
     WHERE tenant_id = :tenant AND tstzrange(known_from, known_to) @> CAST(:asOf AS timestamptz)
     ORDER BY record_id, valid_from DESC
), length AS (
    SELECT extract(epoch FROM closed - created) AS seconds FROM newest
     WHERE status = 'won' AND created IS NOT NULL AND daterange(:from, :to) @> CAST(closed AS date)
), ranked AS (
    SELECT seconds, row_number() OVER (ORDER BY seconds) - 1 AS place, count(*) OVER () AS n FROM length
), cut AS (
    -- Hyndman and Fan's type 7: the place (n - 1) · 0.9, between its neighbours in proportion.
    SELECT n, (n - 1) * 0.9 AS at FROM ranked LIMIT 1
)
SELECT (SELECT sum(seconds * (1 - abs(place - at))) FROM ranked, cut WHERE abs(place - at) < 1) / 86400 AS value,
       NULL AS numerator, count(*) AS denominator, count(*) AS sample_size,
       CASE WHEN count(*) = 0 THEN 'NO_DENOMINATOR' END AS reason
  FROM length
