-- Question: what became of the annual contract value of the customers there before one bucket?
-- A row: the bucket, of customers. Start, and what was added and taken away by its end. Range: [from, to), believed at asOf.
WITH moved AS (
    SELECT opening, strangers, contracts, greatest(closing - opening, 0) AS expansion, greatest(opening - closing, 0) AS contraction_and_churn
      FROM pg_temp.accounts(:tenant, :zone, CAST(:asOf AS timestamptz), :from, :to)
)
SELECT answer.*
  FROM (SELECT sum(opening) AS s, sum(expansion) AS e, sum(contraction_and_churn) AS c, CAST(coalesce(sum(contracts), 0) AS bigint) AS n, CAST(sum(strangers) AS bigint) AS x FROM moved) summed,
       pg_temp.quotient(s + e - c, false, s, n, coalesce(x, 0)) answer
