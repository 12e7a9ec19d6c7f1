-- Question: how many leads converted in one bucket by lead created in it?
-- A row: the bucket. Time column: converted_at of those, created_at of these, on the tenant's calendar. Range: [from, to), believed at asOf.
SELECT answer.*
  FROM (SELECT count(*) FILTER (WHERE CAST(converted AS date) >= :from AND CAST(converted AS date) < :to) AS hits, count(*) FILTER (WHERE CAST(created AS date) >= :from AND CAST(created AS date) < :to) AS n FROM pg_temp.leads(:tenant, :zone, CAST(:asOf AS timestamptz))) found,
       pg_temp.quotient(hits, false, n, n, 0) answer
