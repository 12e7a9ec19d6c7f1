-- Question: which share of one bucket's revenue came from customers who had bought before it?
-- A row: the bucket, of order lines. Time column: ordered_at, on the tenant's calendar. Range: [from, to), believed at asOf.
WITH line AS (
    SELECT *, customer IN (SELECT customer FROM pg_temp.purchases(:tenant, :zone, CAST(:asOf AS timestamptz)) WHERE is_sale AND day < :from) AS is_old
      FROM pg_temp.purchases(:tenant, :zone, CAST(:asOf AS timestamptz))
     WHERE day >= :from AND day < :to
), answer AS (
    SELECT sum(net) FILTER (WHERE is_old) AS old, sum(net) AS total, count(*) AS n, count(*) FILTER (WHERE net IS NULL) AS strangers FROM line
)
SELECT q.* FROM answer, pg_temp.quotient(old, false, total, n, strangers) q
