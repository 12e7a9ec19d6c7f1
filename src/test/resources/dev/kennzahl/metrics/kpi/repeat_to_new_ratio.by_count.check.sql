-- Question: how many customers who bought in one bucket had bought before it, for each who had not?
-- A row: the bucket, of customers. Time column: ordered_at, on the tenant's calendar. Range: [from, to), believed at asOf.
WITH old AS (
    SELECT DISTINCT customer FROM pg_temp.purchases(:tenant, :zone, CAST(:asOf AS timestamptz)) WHERE is_sale AND day < :from
), line AS (
    SELECT customer FROM pg_temp.purchases(:tenant, :zone, CAST(:asOf AS timestamptz)) WHERE is_sale AND day >= :from AND day < :to
), answer AS (
    SELECT (SELECT count(*) FROM (SELECT customer FROM line INTERSECT SELECT customer FROM old) o) AS back,
           (SELECT count(*) FROM (SELECT customer FROM line EXCEPT SELECT customer FROM old) n) AS fresh,
           (SELECT count(*) FROM line) AS n
)
SELECT CAST(back AS numeric) / nullif(fresh, 0) AS value, back AS numerator, fresh AS denominator, n AS sample_size,
       CASE WHEN fresh = 0 THEN 'NO_DENOMINATOR' END AS reason
  FROM answer
