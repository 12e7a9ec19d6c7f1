-- Question: how many of the customers there before one bucket were lost in it?
-- A row: the bucket. Day by day: lost is who was a customer the day before and is none. Range: [from, to), believed at asOf.
SELECT answer.*
  FROM pg_temp.turnover(:tenant, :zone, CAST(:asOf AS timestamptz), :from, :to), pg_temp.quotient(went, false, opening, opening, 0) answer
