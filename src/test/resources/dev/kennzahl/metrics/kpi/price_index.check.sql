-- Question: how dear were we beside the mean of the prices observed, on average over the products and days of one bucket?
-- A row: the bucket, of products on days. Time column: observed_on. Range: [from, to), believed at asOf.
WITH day AS (
    SELECT product, day, min(ours) / avg(theirs) AS index, count(*) AS n, count(*) - count(theirs) AS strangers
      FROM pg_temp.prices(:tenant, :zone, CAST(:asOf AS timestamptz)) WHERE day >= :from AND day < :to GROUP BY product, day
), answer AS (
    SELECT sum(index) AS total, count(*) AS days, coalesce(sum(n), 0) AS n, coalesce(sum(strangers), 0) AS strangers FROM day
)
SELECT q.* FROM answer, pg_temp.quotient(total, false, days, CAST(n AS bigint), CAST(strangers AS bigint)) q
