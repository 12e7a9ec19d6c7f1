-- Question: how many deals were won in one bucket for each owner of a deal that was created or decided in it?
-- A row: the bucket. Time columns: created_at and closed_at, on the tenant's calendar. Range: [from, to), believed at asOf.
-- The sample are the creations and closings in the bucket of deals that have an owner; both at one instant are one.
WITH newest AS (
    SELECT DISTINCT ON (record_id) record_id, status, owner_id, created_at, closed_at FROM deal_version
     WHERE tenant_id = :tenant AND tstzrange(known_from, known_to) @> CAST(:asOf AS timestamptz)
     ORDER BY record_id, valid_from DESC
), events AS (
    SELECT record_id, owner_id, created_at AS happened FROM newest WHERE status IN ('open', 'won', 'lost')
     UNION
    SELECT record_id, owner_id, closed_at FROM newest WHERE status IN ('won', 'lost')
), reps AS (
    SELECT count(DISTINCT owner_id) AS people, count(owner_id) AS sample FROM events
     WHERE daterange(:from, :to) @> CAST(happened AT TIME ZONE :zone AS date)
), wins AS (
    SELECT count(*) AS won FROM newest
     WHERE status = 'won' AND daterange(:from, :to) @> CAST(closed_at AT TIME ZONE :zone AS date)
)
SELECT CAST(won AS numeric) / nullif(people, 0) AS value, won AS numerator, people AS denominator, sample AS sample_size,
       CASE WHEN people = 0 THEN 'NO_DENOMINATOR' END AS reason
  FROM reps, wins
