-- Question: how many deals were created in one bucket for each that was won in it?
-- A row: the bucket. Time columns: created_at and closed_at, on the tenant's calendar. Range: [from, to), believed at asOf.
WITH newest AS (
    SELECT DISTINCT ON (record_id) status, CAST(created_at AT TIME ZONE :zone AS date) AS created,
           CAST(closed_at AT TIME ZONE :zone AS date) AS closed
      FROM deal_version
     WHERE tenant_id = :tenant AND tstzrange(known_from, known_to) @> CAST(:asOf AS timestamptz)
     ORDER BY record_id, valid_from DESC
), period AS (
    SELECT daterange(:from, :to) AS days
), answer AS (
    SELECT count(*) FILTER (WHERE status NOT IN ('deleted', 'merged', 'unknown') AND days @> created) AS chances,
           count(*) FILTER (WHERE status = 'won' AND days @> closed) AS won
      FROM newest, period
)
SELECT CAST(chances AS numeric) / nullif(won, 0) AS value, chances AS numerator, won AS denominator, won AS sample_size,
       CASE WHEN won = 0 THEN 'NO_DENOMINATOR' END AS reason
  FROM answer
