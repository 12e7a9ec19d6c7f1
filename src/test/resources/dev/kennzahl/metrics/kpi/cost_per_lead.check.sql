-- Question: how much marketing was spent in one bucket by lead created in it?
-- A row: the bucket. Time column: incurred_on of those, created_at of these, on the tenant's calendar. Range: [from, to), believed at asOf.
WITH born AS (
    SELECT * FROM pg_temp.leads(:tenant, :zone, CAST(:asOf AS timestamptz)) WHERE CAST(created AS date) >= :from AND CAST(created AS date) < :to
)
SELECT answer.*
  FROM (SELECT count(*) AS n FROM born) lead,
       (SELECT sum(amount) AS cost, count(*) FILTER (WHERE amount IS NULL) AS strangers
          FROM pg_temp.costs(:tenant, :from, :to, CAST(:asOf AS timestamptz)) WHERE category = 'marketing') spent,
       pg_temp.quotient(cost, false, n, n, strangers) answer
