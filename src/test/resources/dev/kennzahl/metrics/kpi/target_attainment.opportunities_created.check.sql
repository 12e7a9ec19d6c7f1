-- Question: how much of the target of one bucket is deals created?
-- A row: the bucket. Time columns: those of the figure, on the tenant's calendar; the days of the targets. Range: [from, to), believed at asOf.
WITH actual AS (
    SELECT count(*) AS value, count(*) AS records, CAST(NULL AS text) AS reason FROM pg_temp.deals(:tenant, :zone, CAST(:asOf AS timestamptz))
     WHERE daterange(:from, :to) @> created
)
SELECT a.*
  FROM actual, pg_temp.goal(:tenant, 'opportunities_created', :from, :to, CAST(:asOf AS timestamptz), 'sum', false) planned,
       pg_temp.attained(actual.value, actual.records, actual.reason, planned.goal, planned.strangers) a
