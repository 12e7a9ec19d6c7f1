-- Question: what was ordered in one bucket worth, less what was returned and cancelled in it?
-- A row: the bucket. Time column: ordered_at, on the tenant's calendar. Range: [from, to), believed at asOf.
SELECT answer.*
  FROM (SELECT sum(net) AS total, count(*) AS n, count(*) FILTER (WHERE net IS NULL) AS strangers
          FROM pg_temp.lines(:tenant, :from, :to, :zone, CAST(:asOf AS timestamptz))) line,
       pg_temp.sum_of(total, n, strangers) answer
