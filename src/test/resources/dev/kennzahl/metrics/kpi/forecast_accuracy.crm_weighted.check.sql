-- Question: how near were forecasts by the CRM's probabilities, 30 days before each month's end, to what was won?
-- A row: the bucket. Time column: the month. Range: the months in [from, to) that are over, believed at asOf.
SELECT found.*
  FROM (SELECT sum(abs(y)) - sum(abs(f - y)) AS above, sum(abs(y)) AS below,
               count(*) FILTER (WHERE NOT stranger) AS judged, count(*) FILTER (WHERE stranger) AS strangers
          FROM pg_temp.judged(:tenant, :from, :to, :zone, :asOf)) summed,
       pg_temp.verdict(above, below, judged, strangers) found
