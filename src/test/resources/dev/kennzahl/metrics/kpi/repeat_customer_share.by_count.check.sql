-- Question: which share of the customers who bought in one bucket had bought before it?
-- A row: the bucket, of customers. Time column: ordered_at, on the tenant's calendar. Range: [from, to), believed at asOf.
WITH buyer AS (
    SELECT customer, min(day) < :from AS is_old, count(*) FILTER (WHERE daterange(:from, :to) @> day) AS lines
      FROM pg_temp.purchases(:tenant, :zone, CAST(:asOf AS timestamptz))
     WHERE is_sale GROUP BY customer
), answer AS (
    SELECT count(*) AS people, count(*) FILTER (WHERE is_old) AS old, coalesce(sum(lines), 0) AS n FROM buyer WHERE lines > 0
)
SELECT CAST(old AS numeric) / nullif(people, 0) AS value, old AS numerator, people AS denominator, n AS sample_size,
       CASE WHEN people = 0 THEN 'NO_DENOMINATOR' END AS reason
  FROM answer
