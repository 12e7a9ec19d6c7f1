-- Question: how many days did the deals won in one bucket take on average?
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
)
SELECT avg(seconds) / 86400 AS value, coalesce(sum(seconds), 0) / 86400 AS numerator, count(*) AS denominator,
       count(*) AS sample_size, CASE WHEN count(*) = 0 THEN 'NO_DENOMINATOR' END AS reason
  FROM length
