-- Question: how many leads were qualified in one bucket by lead created in it?
-- A row: the bucket. Time column: qualified_at of those, created_at of these, on the tenant's calendar. Range: [from, to), believed at asOf.
SELECT answer.*
  FROM (SELECT count(*) FILTER (WHERE CAST(qualified AS date) >= :from AND CAST(qualified AS date) < :to) AS hits, count(*) FILTER (WHERE CAST(created AS date) >= :from AND CAST(created AS date) < :to) AS n FROM pg_temp.leads(:tenant, :zone, CAST(:asOf AS timestamptz))) found,
       pg_temp.quotient(hits, false, n, n, 0) answer
