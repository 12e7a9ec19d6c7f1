-- Question: what is left of one bucket's revenue after variable cost, marketing and sales?
-- A row: the bucket. Time columns: ordered_at, on the tenant's calendar, and incurred_on. Range: [from, to), believed at asOf.
WITH part AS (
    SELECT margin AS amount, net FROM pg_temp.lines(:tenant, :from, :to, :zone, CAST(:asOf AS timestamptz))
    UNION ALL
    SELECT -amount, 0 FROM pg_temp.costs(:tenant, :from, :to, CAST(:asOf AS timestamptz))
     WHERE category <> 'other'
)
SELECT answer.*
  FROM (SELECT sum(amount) AS total, count(*) AS n, count(*) FILTER (WHERE amount IS NULL) AS strangers FROM part) parts,
       pg_temp.sum_of(total, n, strangers) answer
