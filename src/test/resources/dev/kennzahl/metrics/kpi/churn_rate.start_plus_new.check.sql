-- Question: how many of the customers there before one bucket or gained in it were lost in it?
-- A row: the bucket. Day by day: gained is who was no customer the day before and is one. Range: [from, to), believed at asOf.
SELECT answer.*
  FROM pg_temp.turnover(:tenant, :zone, CAST(:asOf AS timestamptz), :from, :to), pg_temp.quotient(went, false, opening + came, opening + came, 0) answer
