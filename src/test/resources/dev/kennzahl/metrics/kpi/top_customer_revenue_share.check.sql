-- Question: which share of one bucket's revenue came from the largest fifth of its customers, rounded up to whole customers?
-- A row: the bucket, of customers with revenue above zero. Time column: ordered_at, on the tenant's calendar. Range: [from, to), believed at asOf.
WITH customer AS (
    SELECT customer, sum(net) AS net FROM pg_temp.purchases(:tenant, :zone, CAST(:asOf AS timestamptz)) WHERE day >= :from AND day < :to GROUP BY customer HAVING sum(net) > 0
), largest AS (
    SELECT net FROM customer ORDER BY net DESC LIMIT (SELECT (count(*) + 4) / 5 FROM customer)
), line AS (
    SELECT count(*) AS n, count(*) FILTER (WHERE net IS NULL) AS strangers FROM pg_temp.purchases(:tenant, :zone, CAST(:asOf AS timestamptz)) WHERE day >= :from AND day < :to
)
SELECT q.*
  FROM line, pg_temp.quotient((SELECT sum(net) FROM largest), false, (SELECT sum(net) FROM customer), n, strangers) q
