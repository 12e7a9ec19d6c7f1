-- Question: of how many customers who had bought by one bucket's end does a model expect something, and is there enough to fit one?
-- A row: the bucket. Time column: ordered_at, before to and by the day of asOf, believed then. Where enough came back the query fails, as it fits nothing:
-- such answers are checked against SciPy by the worked example, and on the customers of CDNOW.
SELECT CASE WHEN repeaters >= 30 THEN CAST('no fit is made here of ' || repeaters AS numeric) END AS value,
       answer.numerator, answer.denominator, answer.sample_size, answer.reason
  FROM (SELECT count(*) AS buyers, count(CASE WHEN days > 1 THEN 1 END) AS repeaters, count(CASE WHEN strange THEN 1 END) AS strangers
          FROM (SELECT customer_id, count(DISTINCT day) AS days,
                       bool_or(pg_temp.money(:tenant, margin, currency, day, CAST(:asOf AS timestamptz)) IS NULL) AS strange
                  FROM (SELECT customer_id, currency, net_amount - coalesce(variable_cost, 0) AS margin,
                               CAST(ordered_at AT TIME ZONE :zone AS date) AS day
                          FROM order_line
                         WHERE tenant_id = :tenant AND kind = 'sale' AND tstzrange(known_from, known_to) @> CAST(:asOf AS timestamptz)) sale
                 WHERE day < pg_temp.seen(:to, :zone, CAST(:asOf AS timestamptz)) GROUP BY customer_id) buyer) counted,
       pg_temp.quotient(NULL, true, buyers, buyers, strangers) answer
