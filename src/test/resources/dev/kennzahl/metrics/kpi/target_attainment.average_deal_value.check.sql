-- Question: how much of the target of one bucket is the average deal value?
-- A row: the bucket. Time columns: those of the figure, on the tenant's calendar; the days of the targets. Range: [from, to), believed at asOf.
WITH actual AS (
    SELECT pg_temp.half_even(value / nullif(records, 0), 4) AS value, records,
           CASE WHEN records = 0 THEN 'NO_DENOMINATOR' ELSE reason END AS reason
      FROM pg_temp.winnings(:tenant, :from, :to, :zone, CAST(:asOf AS timestamptz))
)
SELECT a.*
  FROM actual, pg_temp.goal(:tenant, 'average_deal_value', :from, :to, CAST(:asOf AS timestamptz), 'mean', true) planned,
       pg_temp.attained(actual.value, actual.records, actual.reason, planned.goal, planned.strangers) a
