-- Question: how much of the target of one bucket is what was won?
-- A row: the bucket. Time columns: those of the figure, on the tenant's calendar; the days of the targets. Range: [from, to), believed at asOf.
WITH actual AS (
    SELECT * FROM pg_temp.winnings(:tenant, :from, :to, :zone, CAST(:asOf AS timestamptz))
)
SELECT a.*
  FROM actual, pg_temp.goal(:tenant, 'won_revenue', :from, :to, CAST(:asOf AS timestamptz), 'sum', true) planned,
       pg_temp.attained(actual.value, actual.records, actual.reason, planned.goal, planned.strangers) a
