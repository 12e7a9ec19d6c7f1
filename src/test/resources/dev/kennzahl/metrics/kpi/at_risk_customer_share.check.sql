-- Question: which share of the customers of the last day of one bucket shows two signals or more that they may be lost?
-- A row: the bucket, of customers. A state, so of [from, to) only the end matters, or the day of asOf where that is to come; believed at asOf.
SELECT answer.*
  FROM (SELECT count(*) FILTER (WHERE signals >= 2) AS n, count(*) AS customers FROM pg_temp.risks(:tenant, :zone, CAST(:asOf AS timestamptz), pg_temp.seen(:to, :zone, CAST(:asOf AS timestamptz)))) counted,
       pg_temp.quotient(n, false, customers, customers, 0) answer
