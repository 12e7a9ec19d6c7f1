-- Question: which share of the leads created in one bucket ever became customers?
-- A row: the bucket. Time column: created_at, on the tenant's calendar. Range: [from, to), believed at asOf.
WITH born AS (
    SELECT * FROM pg_temp.leads(:tenant, :zone, CAST(:asOf AS timestamptz)) WHERE CAST(created AS date) >= :from AND CAST(created AS date) < :to
)
SELECT answer.*
  FROM (SELECT count(*) AS n, count(*) FILTER (WHERE converted IS NOT NULL OR status = 'converted') AS hits FROM born) found,
       pg_temp.quotient(hits, false, n, n, 0) answer
