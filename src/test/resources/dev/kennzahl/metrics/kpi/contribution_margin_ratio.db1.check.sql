-- Question: which share of one bucket's revenue is left after the variable cost of its lines?
-- A row: the bucket. Time column: ordered_at, on the tenant's calendar. Range: [from, to), believed at asOf.
SELECT answer.*
  FROM (SELECT sum(margin) AS rest, sum(net) AS revenue, count(*) AS n,
               count(*) FILTER (WHERE margin IS NULL OR net IS NULL) AS strangers
          FROM pg_temp.lines(:tenant, :from, :to, :zone, CAST(:asOf AS timestamptz))) line,
       pg_temp.quotient(rest, false, revenue, n, strangers) answer
