-- Question: how many days did those hired in one bucket take to the first activity with anybody outside: the median?
-- A row: the bucket, of employees. Time column: hired_on. Range: [from, to), believed at asOf. Activities of the days from then on, on the tenant's clocks.
WITH done AS (
    SELECT employee_id, occurred_at AT TIME ZONE :zone AS at FROM activity
     WHERE tenant_id = :tenant AND tstzrange(known_from, known_to) @> CAST(:asOf AS timestamptz)
       AND NOT (customer_id IS NULL AND lead_id IS NULL AND deal_id IS NULL)
), length AS (
    SELECT extract(epoch FROM min(at) - hired) AS seconds
      FROM pg_temp.staff(:tenant, CAST(:asOf AS timestamptz)) JOIN done ON employee_id = key AND at >= hired
     WHERE daterange(:from, :to) @> hired GROUP BY id, hired
)
SELECT s.* FROM pg_temp.spread('median', (SELECT array_agg(seconds) FROM length), 86400) s
