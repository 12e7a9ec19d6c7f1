-- Question: how much of one bucket's revenue did selling cost?
-- A row: the bucket. Time columns: ordered_at, on the tenant's calendar, and incurred_on. Range: [from, to), believed at asOf.
WITH spent AS (
    SELECT sum(amount) AS cost, count(*) AS n, count(*) FILTER (WHERE amount IS NULL) AS strangers
      FROM pg_temp.costs(:tenant, :from, :to, CAST(:asOf AS timestamptz)) WHERE category = 'sales'
), earned AS (
    SELECT sum(net) AS revenue, count(*) AS n, count(*) FILTER (WHERE net IS NULL) AS strangers
      FROM pg_temp.lines(:tenant, :from, :to, :zone, CAST(:asOf AS timestamptz))
)
SELECT answer.*
  FROM spent, earned, pg_temp.quotient(cost, false, revenue, earned.n, spent.strangers + earned.strangers) answer
