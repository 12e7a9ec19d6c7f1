-- Question: which share of the messages opened in one bucket was clicked in?
-- A row: the bucket. Time column: sent_on. Range: [from, to), believed at asOf.
-- Rows that do not say what is divided are left out.
SELECT answer.*
  FROM (SELECT coalesce(sum(clicked), 0) AS above, coalesce(sum(opened), 0) AS below, count(*) AS n
          FROM campaign_stat
         WHERE tenant_id = :tenant AND tstzrange(known_from, known_to) @> CAST(:asOf AS timestamptz)
           AND daterange(:from, :to) @> sent_on AND num_nulls(clicked, opened) = 0) sent,
       pg_temp.quotient(above, false, below, n, 0) answer
