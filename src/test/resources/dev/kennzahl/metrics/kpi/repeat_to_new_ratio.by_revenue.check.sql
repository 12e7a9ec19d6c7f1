-- Question: how much revenue of one bucket came from customers who had bought before it, for each unit from others?
-- A row: the bucket, of order lines. Time column: ordered_at, on the tenant's calendar. Range: [from, to), believed at asOf.
WITH old AS (
    SELECT DISTINCT customer FROM pg_temp.purchases(:tenant, :zone, CAST(:asOf AS timestamptz)) WHERE is_sale AND day < :from
), answer AS (
    SELECT sum(CASE WHEN o.customer IS NOT NULL THEN net END) AS back, sum(CASE WHEN o.customer IS NULL THEN net END) AS fresh,
           count(*) AS n, count(*) FILTER (WHERE net IS NULL) AS strangers
      FROM pg_temp.purchases(:tenant, :zone, CAST(:asOf AS timestamptz)) l LEFT JOIN old o USING (customer)
     WHERE day >= :from AND day < :to
)
SELECT q.* FROM answer, pg_temp.quotient(back, false, fresh, n, strangers) q
