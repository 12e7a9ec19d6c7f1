-- Question: how many leads were qualified in one bucket?
-- A row: the bucket. Time column: qualified_at, on the tenant's calendar. Range: [from, to), believed at asOf.
SELECT count(*) AS value, NULL AS numerator, NULL AS denominator, count(*) AS sample_size, NULL AS reason
  FROM pg_temp.leads(:tenant, :zone, CAST(:asOf AS timestamptz)) WHERE CAST(qualified AS date) >= :from AND CAST(qualified AS date) < :to
