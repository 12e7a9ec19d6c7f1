-- Question: which share of the deals decided in one bucket was won, by number?
-- A row: the bucket. Time column: closed_at, on the tenant's calendar. Range: [from, to), believed at asOf.
WITH newest AS (
    SELECT DISTINCT ON (record_id) status, closed_at
      FROM deal_version
     WHERE tenant_id = :tenant AND tstzrange(known_from, known_to) @> CAST(:asOf AS timestamptz)
     ORDER BY record_id, valid_from DESC
), decided AS (
    SELECT CASE status WHEN 'won' THEN 1 WHEN 'lost' THEN 0 END AS victory FROM newest
     WHERE daterange(:from, :to) @> CAST(closed_at AT TIME ZONE :zone AS date)
)
SELECT avg(victory) AS value, coalesce(sum(victory), 0) AS numerator, count(victory) AS denominator,
       count(victory) AS sample_size, CASE WHEN count(victory) = 0 THEN 'NO_DENOMINATOR' END AS reason
  FROM decided
