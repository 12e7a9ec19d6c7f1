-- Question: how much too high were forecasts by the CRM's probabilities, 30 days before each month's end?
-- A row: the bucket. Time column: the month. Range: the months in [from, to) that are over, believed at asOf.
SELECT found.*
  FROM (SELECT sum(f - y) AS above, sum(y) AS below,
               count(*) FILTER (WHERE NOT stranger) AS judged, count(*) FILTER (WHERE stranger) AS strangers
          FROM pg_temp.judged(:tenant, :from, :to, :zone, :asOf)) summed,
       pg_temp.verdict(above, below, judged, strangers) found
