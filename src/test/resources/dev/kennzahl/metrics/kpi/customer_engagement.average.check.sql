-- Question: how many interactions with customers were there in one bucket by customer on its average day?
-- A row: the bucket, day by day; the sample are the stretches for which somebody was a customer. Range: [from, to), believed at asOf.
SELECT answer.*
  FROM (SELECT CAST(count(*) AS numeric) / (CAST(:to AS date) - CAST(:from AS date)) AS mean, count(*) FILTER (WHERE before IS DISTINCT FROM day - 1) AS lives
          FROM (SELECT day, lag(day) OVER (PARTITION BY customer ORDER BY day) AS before
                  FROM pg_temp.presence(:tenant, :zone, CAST(:asOf AS timestamptz), :from, :to)) walked) here,
       pg_temp.talks(:tenant, :zone, CAST(:asOf AS timestamptz), :from, :to) n, pg_temp.quotient(n, false, round(mean, 12), lives, 0) answer
