-- Question: what did it cost to win a customer in one bucket, of what was spent on winning them?
-- A row: the bucket. Time columns: incurred_on, and the day customers became such. Range: [from, to), believed at asOf.
SELECT answer.*
  FROM (SELECT coalesce(sum(amount), 0) AS cost, count(*) FILTER (WHERE amount IS NULL) AS strangers,
               (SELECT count(*) FROM pg_temp.joined(:tenant, :zone, CAST(:asOf AS timestamptz)) WHERE became >= :from AND became < :to) AS fresh
          FROM pg_temp.costs(:tenant, :from, :to, CAST(:asOf AS timestamptz))
         WHERE category <> 'other' AND coalesce(purpose, '') NOT IN ('retention', 'other')) spent,
       pg_temp.quotient(cost, false, fresh, fresh, strangers) answer
