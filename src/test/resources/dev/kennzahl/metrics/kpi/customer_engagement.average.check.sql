-- Question: how many interactions with customers were there in one bucket by customer on its average day?
-- A row: the bucket, day by day; the sample are the stretches for which somebody was a customer. Range: [from, to) up to the day of
-- asOf, and that day alone of what is to come; believed at asOf.
WITH cut AS (
    SELECT least(CAST(:from AS date), CAST(CAST(:asOf AS timestamptz) AT TIME ZONE :zone AS date)) AS first,
           pg_temp.seen(:to, :zone, CAST(:asOf AS timestamptz)) AS after
)
SELECT answer.*
  FROM (SELECT CAST(count(*) AS numeric) / (SELECT after - first FROM cut) AS mean, count(*) FILTER (WHERE before IS DISTINCT FROM day - 1) AS lives
          FROM (SELECT p.day, lag(p.day) OVER (PARTITION BY p.customer ORDER BY p.day) AS before
                  FROM cut, pg_temp.presence(:tenant, :zone, CAST(:asOf AS timestamptz), cut.first, cut.after) p) walked) here,
       pg_temp.talks(:tenant, :zone, CAST(:asOf AS timestamptz), :from, :to) n, pg_temp.quotient(n, false, round(mean, 12), lives, 0) answer
