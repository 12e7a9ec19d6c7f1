-- Question: by how many in a hundred did promoters exceed detractors among those who answered in one bucket?
-- A row: the bucket, of answers. Time column: answered_at, on the tenant's calendar. Range: [from, to), believed at asOf.
WITH answer AS (
    SELECT count(*) AS n, 100 * sum(sign(CASE WHEN score > 8 THEN 1 WHEN score < 7 THEN -1 ELSE 0 END)) AS net
      FROM pg_temp.answers(:tenant, :from, :to, :zone, CAST(:asOf AS timestamptz)) WHERE kind = 'nps'
)
SELECT net / nullif(n, 0) AS value, coalesce(net, 0) AS numerator, n AS denominator, n AS sample_size,
       CASE WHEN n = 0 THEN 'NO_DENOMINATOR' END AS reason
  FROM answer
