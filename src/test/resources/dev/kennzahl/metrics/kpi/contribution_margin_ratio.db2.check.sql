-- Question: which share of one bucket's revenue is left after variable cost, marketing and sales?
-- A row: the bucket. Time columns: ordered_at, on the tenant's calendar, and incurred_on. Range: [from, to), believed at asOf.
WITH spent AS (
    SELECT coalesce(sum(amount), 0) AS cost, count(*) FILTER (WHERE amount IS NULL) AS strangers
      FROM pg_temp.costs(:tenant, :from, :to, CAST(:asOf AS timestamptz)) WHERE category IN ('marketing', 'sales')
), earned AS (
    SELECT coalesce(sum(margin), 0) AS rest, sum(net) AS revenue, count(*) AS n,
           count(*) FILTER (WHERE margin IS NULL OR net IS NULL) AS strangers
      FROM pg_temp.lines(:tenant, :from, :to, :zone, CAST(:asOf AS timestamptz))
)
SELECT answer.*
  FROM spent, earned, pg_temp.quotient(rest - cost, false, revenue, n, spent.strangers + earned.strangers) answer
