-- Question: how many became customers in one bucket?
-- A row: the bucket. Time columns: became_customer_on, else the first of ordered_at, start_on and closed_at. Range: [from, to) up to the
-- day of asOf, believed then.
SELECT answer.*
  FROM (SELECT count(*) AS n FROM pg_temp.joined(:tenant, :zone, CAST(:asOf AS timestamptz)) WHERE became >= :from AND became < :to) counted,
       pg_temp.sum_of(n, n, 0) answer
