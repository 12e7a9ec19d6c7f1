-- Question: how much of deals won is missing to the target of one bucket for each day of it that is left?
-- A row: the bucket. Time columns: those of the figure, on the tenant's calendar; the days of the targets. Range: [from, to), believed at asOf.
WITH actual AS (
    SELECT count(*) AS value, count(*) AS records, CAST(NULL AS text) AS reason FROM pg_temp.deals(:tenant, :zone, CAST(:asOf AS timestamptz))
     WHERE status = 'won' AND daterange(:from, :to) @> CAST(closed AS date)
)
SELECT a.*
  FROM actual, pg_temp.goal(:tenant, 'deals_won', :from, :to, CAST(:asOf AS timestamptz), 'sum', false) planned,
       pg_temp.pace(actual.value, actual.records, actual.reason, planned.goal, planned.strangers,
                    CAST(CAST(:asOf AS timestamptz) AT TIME ZONE :zone AS date), :from, :to) a
