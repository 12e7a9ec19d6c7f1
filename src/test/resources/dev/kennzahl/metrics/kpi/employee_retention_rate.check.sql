-- Question: which share of the employees there on the eve of one bucket's first day was there on the day after its last?
-- A row: the bucket, of employees. Time columns: hired_on and left_on, the last day. Who left on the eve was not there. Range: [from, to), believed at asOf.
WITH old AS (
    SELECT gone IS NULL OR gone >= :to AS stays FROM pg_temp.staff(:tenant, CAST(:asOf AS timestamptz))
     WHERE coalesce(hired < :from, true) AND coalesce(gone >= :from, true) AND coalesce(hired <= gone, true)
)
SELECT avg(CASE WHEN stays THEN 1 ELSE 0 END) AS value, count(*) FILTER (WHERE stays) AS numerator, count(*) AS denominator,
       count(*) AS sample_size, CASE WHEN count(*) = 0 THEN 'NO_DENOMINATOR' END AS reason
  FROM old
