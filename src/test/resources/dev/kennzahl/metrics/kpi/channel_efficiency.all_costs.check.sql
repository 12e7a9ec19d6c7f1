-- Question: how much margin did the orders of one bucket leave for each unit of cost?
-- A row: the bucket. Time columns: ordered_at on the tenant's calendar; incurred_on. Range: [from, to), believed at asOf.
WITH earned AS (
    SELECT sum(margin) AS rest, count(*) FILTER (WHERE margin IS NULL OR net IS NULL) AS strangers
      FROM pg_temp.lines(:tenant, :from, :to, :zone, CAST(:asOf AS timestamptz))
), spent AS (
    SELECT sum(amount) AS total, count(*) AS n, count(*) FILTER (WHERE amount IS NULL) AS strangers
      FROM pg_temp.costs(:tenant, :from, :to, CAST(:asOf AS timestamptz))
)
SELECT answer.*
  FROM earned, spent, pg_temp.quotient(rest, false, total, n, earned.strangers + spent.strangers) answer
