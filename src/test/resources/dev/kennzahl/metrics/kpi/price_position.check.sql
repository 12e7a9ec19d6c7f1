-- Question: which place had our price when it is put in order with those observed, on average over the products and days of one bucket?
-- A row: the bucket, of products on days. Time column: observed_on. Equals share the best place. Range: [from, to), believed at asOf.
WITH price AS (
    SELECT product, day, theirs AS price, false AS is_ours FROM pg_temp.prices(:tenant, :zone, CAST(:asOf AS timestamptz))
     WHERE day >= :from AND day < :to
    UNION ALL
    SELECT DISTINCT product, day, ours, true FROM pg_temp.prices(:tenant, :zone, CAST(:asOf AS timestamptz)) WHERE day >= :from AND day < :to
), placed AS (
    SELECT *, rank() OVER (PARTITION BY product, day ORDER BY price) AS place FROM price
), answer AS (
    SELECT sum(place) FILTER (WHERE is_ours) AS places, count(*) FILTER (WHERE is_ours) AS days,
           count(*) FILTER (WHERE NOT is_ours) AS n, count(*) FILTER (WHERE price IS NULL) AS strangers FROM placed
)
SELECT q.* FROM answer, pg_temp.quotient(places, false, days, n, strangers) q
