-- Question: which share of the leads created in one bucket has 70 points or more?
-- A row: the bucket. Time column: created_at, on the tenant's calendar. Range: [from, to), believed at asOf.
SELECT answer.*
  FROM (SELECT count(*) FILTER (WHERE points >= 70) AS high, count(*) AS n FROM pg_temp.scores(:tenant, :zone, CAST(:asOf AS timestamptz)) WHERE CAST(created AS date) >= :from AND CAST(created AS date) < :to) found,
       pg_temp.quotient(high, false, n, n, 0) answer
