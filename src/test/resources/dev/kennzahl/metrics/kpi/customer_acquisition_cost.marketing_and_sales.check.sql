-- Question: what did it cost to win a customer in one bucket?
-- A row: the bucket. Time columns: incurred_on, and the day customers became such. Range: [from, to), believed at asOf.
SELECT answer.*
  FROM pg_temp.worth(:tenant, :zone, CAST(:asOf AS timestamptz), :from, :to), pg_temp.quotient(cost, false, fresh, fresh, cost_strangers) answer
