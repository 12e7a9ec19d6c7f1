-- Question: how many interactions with customers were there in one bucket by customer on its last day?
-- A row: the bucket. Time column: occurred_at, on the tenant's calendar. Range: [from, to), believed at asOf.
SELECT answer.*
  FROM pg_temp.talks(:tenant, :zone, CAST(:asOf AS timestamptz), :from, :to) n,
       pg_temp.turnover(:tenant, :zone, CAST(:asOf AS timestamptz), :from, :to), pg_temp.quotient(n, false, closing, closing, 0) answer
