-- Question: what is left of one bucket's revenue after the variable cost of its lines? An unknown cost is none.
-- A row: the bucket. Time column: ordered_at, on the tenant's calendar. Range: [from, to), believed at asOf.
SELECT answer.*
  FROM (SELECT sum(margin) AS total, count(*) AS n, count(*) FILTER (WHERE margin IS NULL) AS strangers
          FROM pg_temp.lines(:tenant, :from, :to, :zone, CAST(:asOf AS timestamptz))) line,
       pg_temp.sum_of(total, n, strangers) answer
