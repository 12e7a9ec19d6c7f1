-- Question: how many times is a customer of one bucket worth, if all stays and a tenth is discounted, what a new one of it cost?
-- A row: the bucket. Time columns: ordered_at, incurred_on; customers day by day. Range: [from, to), believed at asOf.
WITH known AS (
    SELECT margin, strangers, opening, closing, cost, cost_strangers, fresh,
           CASE WHEN opening > 0 THEN greatest(opening - went, 0) / CAST(opening AS numeric) END AS retention,
           CASE WHEN opening > 0 THEN margin / ((opening + closing) / 2.0) END AS margin_each
      FROM pg_temp.worth(:tenant, :zone, CAST(:asOf AS timestamptz), :from, :to), pg_temp.turnover(:tenant, :zone, CAST(:asOf AS timestamptz), :from, :to)
)
SELECT CASE WHEN reason IS NULL THEN margin_each * retention / (1.1 - retention) / (cost / fresh) END AS value,
       NULL AS numerator, NULL AS denominator, opening AS sample_size, reason
  FROM known, LATERAL (SELECT CASE WHEN strangers + cost_strangers > 0 THEN 'EXCHANGE_RATE_MISSING'
                                   WHEN opening = 0 OR fresh = 0 OR cost = 0 THEN 'NO_DENOMINATOR' END AS reason) judged
