-- Question: how many customers were there on the last day of one bucket?
-- A row: the bucket. Day by day, by the tenant's model. A balance, so of [from, to) only the end matters; believed at asOf.
SELECT answer.*
  FROM pg_temp.turnover(:tenant, :zone, CAST(:asOf AS timestamptz), :from, :to), pg_temp.sum_of(closing, closing, 0) answer
