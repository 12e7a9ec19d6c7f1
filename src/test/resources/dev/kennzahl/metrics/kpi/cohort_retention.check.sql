-- Question: which share of those who first bought in one bucket bought in the month after that of their first purchase?
-- A row: the bucket, of customers whose month after is over. A contract buys on every day that it is in force. Range: [from, to), believed at asOf.
WITH bought AS (
    SELECT customer, day, day AS last_day FROM pg_temp.buys(:tenant, :zone, CAST(:asOf AS timestamptz))
    UNION ALL
    SELECT customer, day, over - 1 FROM pg_temp.buys(:tenant, :zone, CAST(:asOf AS timestamptz)) WHERE over IS NOT NULL
), newcomer AS (
    SELECT customer, min(day) AS day, CAST(date_trunc('month', min(day)) + interval '1 month' AS date) AS following
      FROM bought GROUP BY customer
), judged AS (
    SELECT EXISTS (SELECT FROM bought b WHERE b.customer = n.customer
                     AND daterange(b.day, b.last_day, '[]') && daterange(following, CAST(following + interval '1 month' AS date))) AS stayed
      FROM newcomer n
     WHERE n.day >= :from AND n.day < :to
       AND following + interval '1 month' <= CAST(CAST(:asOf AS timestamptz) AT TIME ZONE :zone AS date)
)
SELECT avg(CASE WHEN stayed THEN 1 ELSE 0 END) AS value, count(*) FILTER (WHERE stayed) AS numerator, count(*) AS denominator,
       count(*) AS sample_size, CASE WHEN count(*) = 0 THEN 'NO_DENOMINATOR' END AS reason
  FROM judged
