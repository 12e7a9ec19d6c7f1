-- Question: which share of the ratings given in one bucket was in the best two steps of its scale?
-- A row: the bucket, of answers. Time column: answered_at, on the tenant's calendar. Range: [from, to), believed at asOf.
SELECT avg(CASE WHEN best - score <= 1 THEN 1 ELSE 0 END) AS value, count(*) FILTER (WHERE best - score <= 1) AS numerator,
       count(*) AS denominator, count(*) AS sample_size, CASE WHEN count(*) = 0 THEN 'NO_DENOMINATOR' END AS reason
  FROM pg_temp.answers(:tenant, :from, :to, :zone, CAST(:asOf AS timestamptz)) WHERE kind = 'csat' AND NOT score > best
