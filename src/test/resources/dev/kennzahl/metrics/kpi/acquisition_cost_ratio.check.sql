-- Question: how much of one bucket's revenue with customers who first bought in it did winning customers cost?
-- A row: the bucket. Time columns: ordered_at, on the tenant's calendar, and incurred_on. Range: [from, to), believed at asOf.
-- Who returned something before the first purchase is new all the same.
WITH old AS (
    SELECT DISTINCT customer_id FROM order_line
     WHERE tenant_id = :tenant AND tstzrange(known_from, known_to) @> CAST(:asOf AS timestamptz) AND kind = 'sale'
       AND CAST(ordered_at AT TIME ZONE :zone AS date) < :from
), buyer AS (
    SELECT DISTINCT customer_id FROM order_line
     WHERE tenant_id = :tenant AND tstzrange(known_from, known_to) @> CAST(:asOf AS timestamptz) AND kind = 'sale'
), earned AS (
    SELECT sum(net) AS revenue, count(*) AS n, count(*) FILTER (WHERE net IS NULL) AS strangers
      FROM pg_temp.lines(:tenant, :from, :to, :zone, CAST(:asOf AS timestamptz))
     WHERE customer IN (SELECT customer_id FROM buyer EXCEPT SELECT customer_id FROM old)
), spent AS (
    SELECT sum(amount) AS cost, count(*) FILTER (WHERE amount IS NULL) AS strangers
      FROM pg_temp.costs(:tenant, :from, :to, CAST(:asOf AS timestamptz))
     WHERE category <> 'other' AND coalesce(purpose, '') NOT IN ('retention', 'other')
)
SELECT answer.*
  FROM spent, earned, pg_temp.quotient(cost, false, revenue, n, spent.strangers + earned.strangers) answer
