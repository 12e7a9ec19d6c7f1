-- Question: how much of one bucket's revenue is there by full-time position on its average day?
-- A row: the bucket, of employees on days. Time columns: ordered_at, on the tenant's calendar; hired_on to left_on. Range: [from, to), believed at asOf.
WITH day AS (
    SELECT CAST(d AS date) AS day FROM generate_series(CAST(:from AS timestamp), CAST(:to AS timestamp) - interval '1 day', interval '1 day') d
), person AS (
    SELECT DISTINCT ON (record_id) record_id, status, hired_on, left_on, coalesce(fte, 1) AS fte
      FROM employee_version
     WHERE tenant_id = :tenant AND tstzrange(known_from, known_to) @> CAST(:asOf AS timestamptz)
     ORDER BY record_id, valid_from DESC
), staffed AS (
    SELECT round(sum(fte) / (SELECT count(*) FROM day), 12) AS positions, count(DISTINCT record_id) AS people
      FROM person JOIN day ON (hired_on IS NULL OR day >= hired_on) AND (left_on IS NULL OR day <= left_on)
     WHERE status = 'active'
), earned AS (
    SELECT sum(net) AS revenue, count(*) FILTER (WHERE net IS NULL) AS strangers
      FROM pg_temp.lines(:tenant, :from, :to, :zone, CAST(:asOf AS timestamptz))
)
SELECT answer.*
  FROM staffed, earned, pg_temp.quotient(revenue, false, positions, people, strangers) answer
