-- Question: how many of the customers there before one bucket are, the gained ones taken away, still there at its end?
-- A row: the bucket. Day by day. Range: [from, to), believed at asOf.
SELECT answer.*
  FROM pg_temp.turnover(:tenant, :zone, CAST(:asOf AS timestamptz), :from, :to), pg_temp.quotient(closing - came, false, opening, opening, 0) answer
