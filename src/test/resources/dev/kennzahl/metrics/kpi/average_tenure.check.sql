-- Question: for how many years had those employed on one bucket's last day been there by its end?
-- A row: the bucket, of employees. Time columns: hired_on and left_on, the last day. Of [from, to) only the end matters, or the day of
-- asOf where that is to come. Believed at asOf.
WITH present AS (
    SELECT ending - hired AS days
      FROM pg_temp.staff(:tenant, CAST(:asOf AS timestamptz)), pg_temp.seen(:to, :zone, CAST(:asOf AS timestamptz)) ending
     WHERE hired < ending AND (gone IS NULL OR gone >= ending - 1) AND :from < :to
)
SELECT sum(days) / 365.25 / nullif(count(*), 0) AS value, coalesce(sum(days), 0) / 365.25 AS numerator, count(*) AS denominator,
       count(*) AS sample_size, CASE WHEN count(*) = 0 THEN 'NO_DENOMINATOR' END AS reason
  FROM present
