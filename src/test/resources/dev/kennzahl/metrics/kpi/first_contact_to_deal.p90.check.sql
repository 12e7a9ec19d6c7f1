-- Question: how many hours after their creation was first anything done about the deals created in one bucket: nine of ten?
-- A row: the bucket. Time column: created_at, on the tenant's calendar. Range: [from, to), believed at asOf. Elapsed hours.
WITH newest AS (
    SELECT DISTINCT ON (record_id) record_id, external_id, status, created_at FROM deal_version
     WHERE tenant_id = :tenant AND tstzrange(known_from, known_to) @> CAST(:asOf AS timestamptz)
     ORDER BY record_id, valid_from DESC
), length AS (
    SELECT extract(epoch FROM min(a.occurred_at) - d.created_at) AS seconds
      FROM newest d JOIN activity a ON a.tenant_id = :tenant AND a.deal_id = d.external_id
       AND tstzrange(a.known_from, a.known_to) @> CAST(:asOf AS timestamptz)
     WHERE d.status IN ('open', 'won', 'lost') AND daterange(:from, :to) @> CAST(d.created_at AT TIME ZONE :zone AS date)
     GROUP BY d.record_id, d.created_at
), ranked AS (
    SELECT seconds, row_number() OVER (ORDER BY seconds) - 1 AS place, count(*) OVER () AS n FROM length
), cut AS (
    -- Hyndman and Fan's type 7: the place (n - 1) · 0.9, between its neighbours in proportion.
    SELECT n, (n - 1) * 0.9 AS at FROM ranked LIMIT 1
)
SELECT (SELECT sum(seconds * (1 - abs(place - at))) FROM ranked, cut WHERE abs(place - at) < 1) / 3600 AS value,
       NULL AS numerator, count(*) AS denominator, count(*) AS sample_size,
       CASE WHEN count(*) = 0 THEN 'NO_DENOMINATOR' END AS reason
  FROM length
