-- Question: by how many times the usual change of a year did the same forecasts miss what was won, on average over the months?
-- A row: the bucket. Time column: the month. Range: the months in [from, to) that are over, believed at asOf.
SELECT found.*
  FROM (SELECT sum(abs(f - y)) AS above, pg_temp.usual_change(:tenant, min(month), :zone, :asOf) * count(*) AS below,
               count(*) FILTER (WHERE NOT stranger) AS judged, count(*) FILTER (WHERE stranger) AS strangers
          FROM pg_temp.judged(:tenant, :from, :to, :zone, :asOf)) summed,
       pg_temp.verdict(above, below, judged, strangers) found
