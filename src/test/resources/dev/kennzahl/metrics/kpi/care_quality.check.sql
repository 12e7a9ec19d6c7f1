-- Question: what was the mean of the ratings of kind care_quality given in one bucket?
-- A row: the bucket, of answers. Time column: answered_at, on the tenant's calendar. Range: [from, to), believed at asOf.
SELECT avg(score) AS value, coalesce(sum(score), 0) AS numerator, count(*) AS denominator, count(*) AS sample_size,
       CASE WHEN count(*) = 0 THEN 'NO_DENOMINATOR' END AS reason
  FROM pg_temp.answers(:tenant, :from, :to, :zone, CAST(:asOf AS timestamptz)) WHERE kind = 'care_quality'
