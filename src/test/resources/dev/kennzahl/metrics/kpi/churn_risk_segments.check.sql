-- Question: how many customers of the last day of one bucket show two signals or more that they may be lost?
-- A row: the bucket, of customers. A state, so of [from, to) only the end matters, or the day of asOf where that is to come; believed at asOf.
SELECT answer.*
  FROM (SELECT count(*) AS n FROM pg_temp.risks(:tenant, :zone, CAST(:asOf AS timestamptz), pg_temp.seen(:to, :zone, CAST(:asOf AS timestamptz))) WHERE signals >= 2) counted,
       pg_temp.sum_of(n, n, 0) answer
