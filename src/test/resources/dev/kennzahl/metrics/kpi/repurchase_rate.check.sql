-- Question: which share of the customers who bought in one bucket ordered twice or more in it?
-- A row: the bucket, of customers. Time column: ordered_at, on the tenant's calendar. Range: [from, to), believed at asOf.
WITH ordering AS (
    SELECT customer, ordering, count(*) AS lines FROM pg_temp.purchases(:tenant, :zone, CAST(:asOf AS timestamptz))
     WHERE is_sale AND day >= :from AND day < :to GROUP BY customer, ordering
), buyer AS (
    SELECT customer, count(*) AS orders, sum(lines) AS lines FROM ordering GROUP BY customer
)
SELECT avg(CASE WHEN orders > 1 THEN 1 ELSE 0 END) AS value, count(*) FILTER (WHERE orders > 1) AS numerator,
       count(*) AS denominator, coalesce(sum(lines), 0) AS sample_size, CASE WHEN count(*) = 0 THEN 'NO_DENOMINATOR' END AS reason
  FROM buyer
