-- Question: how much of what was won is missing to the target of one bucket for each day of it that is left?
-- A row: the bucket. Time columns: those of the figure, on the tenant's calendar; the days of the targets. Range: [from, to), believed at asOf.
WITH actual AS (
    SELECT * FROM pg_temp.winnings(:tenant, :from, :to, :zone, CAST(:asOf AS timestamptz))
)
SELECT a.*
  FROM actual, pg_temp.goal(:tenant, 'won_revenue', :from, :to, CAST(:asOf AS timestamptz), 'sum', true) planned,
       pg_temp.pace(actual.value, actual.records, actual.reason, planned.goal, planned.strangers,
                    CAST(CAST(:asOf AS timestamptz) AT TIME ZONE :zone AS date), :from, :to) a
