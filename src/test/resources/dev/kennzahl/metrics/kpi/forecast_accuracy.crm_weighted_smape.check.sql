-- Question: by what share of the mean of both did the same forecasts miss what was won, on average over the months?
-- A row: the bucket. Time column: the month. Range: the months in [from, to) that are over, believed at asOf.
SELECT found.*
  FROM (SELECT sum(CASE WHEN f = 0 AND y = 0 THEN 0 ELSE 2 * abs(f - y) / nullif(abs(f) + abs(y), 0) END) AS above, count(*) AS below,
               count(*) FILTER (WHERE NOT stranger) AS judged, count(*) FILTER (WHERE stranger) AS strangers
          FROM pg_temp.judged(:tenant, :from, :to, :zone, :asOf)) summed,
       pg_temp.verdict(above, below, judged, strangers) found
