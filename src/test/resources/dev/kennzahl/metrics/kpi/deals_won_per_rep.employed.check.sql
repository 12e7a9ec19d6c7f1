-- Question: how many deals were won in one bucket for each employee who was employed on any of its days?
-- A row: the bucket. Time columns: closed_at on the tenant's calendar; hired_on and left_on, the last day. Range: [from, to),
-- believed at asOf.
WITH wins AS (
    SELECT count(*) AS won
      FROM (SELECT DISTINCT ON (record_id) status, closed_at FROM deal_version
             WHERE tenant_id = :tenant AND tstzrange(known_from, known_to) @> CAST(:asOf AS timestamptz)
             ORDER BY record_id, valid_from DESC) newest
     WHERE status = 'won' AND daterange(:from, :to) @> CAST(closed_at AT TIME ZONE :zone AS date)
), staff AS (
    SELECT count(*) AS people
      FROM (SELECT DISTINCT ON (record_id) status, hired_on, left_on FROM employee_version
             WHERE tenant_id = :tenant AND tstzrange(known_from, known_to) @> CAST(:asOf AS timestamptz)
             ORDER BY record_id, valid_from DESC) newest
     WHERE status = 'active' AND daterange(hired_on, left_on, '[]') && daterange(:from, :to)
)
SELECT CAST(won AS numeric) / nullif(people, 0) AS value, won AS numerator, people AS denominator, people AS sample_size,
       CASE WHEN people = 0 THEN 'NO_DENOMINATOR' END AS reason
  FROM wins, staff
