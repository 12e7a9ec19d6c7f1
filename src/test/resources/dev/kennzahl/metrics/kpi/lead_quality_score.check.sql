-- Question: what is the mean score of the leads created in one bucket?
-- A row: the bucket. Time column: created_at, on the tenant's calendar. Range: [from, to), believed at asOf.
SELECT answer.*
  FROM (SELECT sum(points) AS points, count(*) AS n FROM pg_temp.scores(:tenant, :zone, CAST(:asOf AS timestamptz)) WHERE CAST(created AS date) >= :from AND CAST(created AS date) < :to) found,
       pg_temp.quotient(points, false, n, n, 0) answer
