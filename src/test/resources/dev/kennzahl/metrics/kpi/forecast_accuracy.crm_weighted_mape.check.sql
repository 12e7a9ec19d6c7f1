-- Question: by what share of what was won did the same forecasts miss it, on average over the months?
-- A row: the bucket. Time column: the month. Range: the months in [from, to) that are over, believed at asOf.
SELECT found.*
  FROM (SELECT CASE WHEN bool_and(y <> 0) THEN sum(abs(f - y) / abs(nullif(y, 0))) END AS above, count(*) AS below,
               count(*) FILTER (WHERE NOT stranger) AS judged, count(*) FILTER (WHERE stranger) AS strangers
          FROM pg_temp.judged(:tenant, :from, :to, :zone, :asOf)) summed,
       pg_temp.verdict(above, below, judged, strangers) found
