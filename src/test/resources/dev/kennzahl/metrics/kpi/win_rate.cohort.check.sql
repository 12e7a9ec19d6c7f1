-- Question: of the deals created in one bucket that were decided, which share was won?
-- A row: the bucket. Time column: created_at, on the tenant's calendar. Range: [from, to), believed at asOf.
WITH newest AS (
    SELECT DISTINCT ON (record_id) status, created_at FROM deal_version
     WHERE tenant_id = :tenant AND tstzrange(known_from, known_to) @> CAST(:asOf AS timestamptz)
     ORDER BY record_id, valid_from DESC
), answer AS (
    SELECT count(*) AS decided, count(*) FILTER (WHERE status = 'won') AS won FROM newest
     WHERE status IN ('won', 'lost') AND daterange(:from, :to) @> CAST(created_at AT TIME ZONE :zone AS date)
)
SELECT CAST(won AS numeric) / nullif(decided, 0) AS value, won AS numerator, decided AS denominator, decided AS sample_size,
       CASE WHEN decided = 0 THEN 'NO_DENOMINATOR' END AS reason
  FROM answer
