-- Question: how many deals ended up won in one bucket?
-- A row: the bucket. Time column: closed_at, on the tenant's calendar. Range: [from, to), believed at asOf.
WITH newest AS (
    SELECT DISTINCT ON (record_id) record_id, status, closed_at
      FROM deal_version
     WHERE tenant_id = :tenant AND tstzrange(known_from, known_to) @> CAST(:asOf AS timestamptz)
     ORDER BY record_id, valid_from DESC
), won AS (
    SELECT record_id FROM newest
     WHERE status = 'won' AND daterange(:from, :to) @> CAST(closed_at AT TIME ZONE :zone AS date)
)
SELECT count(*) AS value, NULL AS numerator, NULL AS denominator, count(*) AS sample_size, NULL AS reason FROM won
