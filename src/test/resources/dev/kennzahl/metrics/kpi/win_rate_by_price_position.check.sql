-- Question: which share of the deals decided in one bucket was won, of those whose product had a price position in the 90 days before?
-- A row: the bucket. Time column: closed_at, on the tenant's calendar. The newest day of observation decides, known rank or not. Range: [from, to), believed at asOf.
WITH observed AS (
    SELECT product, day, bool_and(theirs IS NOT NULL) AS is_known FROM pg_temp.prices(:tenant, :zone, CAST(:asOf AS timestamptz)) GROUP BY product, day
), decided AS (
    SELECT CASE status WHEN 'won' THEN 1 ELSE 0 END AS victory, newest.day, newest.is_known, CAST(closed AS date) AS closed
      FROM pg_temp.deals(:tenant, :zone, CAST(:asOf AS timestamptz)) d
     CROSS JOIN LATERAL (SELECT * FROM observed o WHERE o.product = d.product AND o.day <= CAST(d.closed AS date)
                          ORDER BY o.day DESC LIMIT 1) newest
     WHERE status <> 'open' AND daterange(:from, :to) @> CAST(closed AS date)
)
SELECT avg(victory) AS value, coalesce(sum(victory), 0) AS numerator, count(*) AS denominator, count(*) AS sample_size,
       CASE WHEN count(*) = 0 THEN 'NO_DENOMINATOR' END AS reason
  FROM decided WHERE is_known AND closed - day <= 90
