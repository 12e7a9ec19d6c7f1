-- Question: how many deals were created in one bucket for each of them that was won, whenever?
-- A row: the bucket. Time column: created_at, on the tenant's calendar. Range: [from, to), believed at asOf.
WITH newest AS (
    SELECT DISTINCT ON (record_id) status, created_at FROM deal_version
     WHERE tenant_id = :tenant AND tstzrange(known_from, known_to) @> CAST(:asOf AS timestamptz)
     ORDER BY record_id, valid_from DESC
), answer AS (
    SELECT count(*) AS chances, sum(CASE status WHEN 'won' THEN 1 ELSE 0 END) AS won FROM newest
     WHERE status IN ('open', 'won', 'lost') AND daterange(:from, :to) @> CAST(created_at AT TIME ZONE :zone AS date)
)
SELECT CAST(chances AS numeric) / nullif(won, 0) AS value, chances AS numerator, coalesce(won, 0) AS denominator,
       coalesce(won, 0) AS sample_size, CASE WHEN coalesce(won, 0) = 0 THEN 'NO_DENOMINATOR' END AS reason
  FROM answer
