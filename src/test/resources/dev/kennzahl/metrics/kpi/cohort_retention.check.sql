-- Question: which share of those who first bought in one bucket bought in the month after that of their first purchase?
-- A row: the bucket, of customers whose month after is over. A contract buys on every day that it is in force. Range: [from, to), believed at asOf.
WITH bought AS (
    SELECT customer, day FROM pg_temp.buys(:tenant, :zone, CAST(:asOf AS timestamptz))
    UNION ALL
    SELECT customer, CAST(d AS date)
      FROM pg_temp.buys(:tenant, :zone, CAST(:asOf AS timestamptz)),
           generate_series(CAST(day AS timestamp), CAST(least(over - 1, CAST(CAST(:asOf AS timestamptz) AT TIME ZONE :zone AS date)) AS timestamp), interval '1 day') d
     WHERE over IS NOT NULL
), newcomer AS (
    SELECT customer, min(day) AS day FROM bought GROUP BY customer
), judged AS (
    SELECT EXISTS (SELECT FROM bought b WHERE b.customer = n.customer AND to_char(b.day, 'YYYY-MM') = to_char(n.day - CAST(extract(day FROM n.day) AS integer) + 32, 'YYYY-MM')) AS stayed
      FROM newcomer n
     WHERE n.day >= :from AND n.day < :to
       AND date_trunc('month', n.day) + interval '2 months' <= CAST(CAST(:asOf AS timestamptz) AT TIME ZONE :zone AS date)
)
SELECT avg(CASE WHEN stayed THEN 1 ELSE 0 END) AS value, count(*) FILTER (WHERE stayed) AS numerator, count(*) AS denominator,
       count(*) AS sample_size, CASE WHEN count(*) = 0 THEN 'NO_DENOMINATOR' END AS reason
  FROM judged
