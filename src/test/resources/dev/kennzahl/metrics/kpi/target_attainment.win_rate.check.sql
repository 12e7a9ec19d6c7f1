-- Question: how much of the target of one bucket is the win rate?
-- A row: the bucket. Time columns: those of the figure, on the tenant's calendar; the days of the targets. Range: [from, to), believed at asOf.
WITH actual AS (
    SELECT pg_temp.half_even(avg(CASE status WHEN 'won' THEN 1 ELSE 0 END), 6) AS value, count(*) AS records,
           CASE WHEN count(*) = 0 THEN 'NO_DENOMINATOR' END AS reason
      FROM pg_temp.deals(:tenant, :zone, CAST(:asOf AS timestamptz)) WHERE status <> 'open' AND daterange(:from, :to) @> CAST(closed AS date)
)
SELECT a.*
  FROM actual, pg_temp.goal(:tenant, 'win_rate', :from, :to, CAST(:asOf AS timestamptz), 'mean', false) planned,
       pg_temp.attained(actual.value, actual.records, actual.reason, planned.goal, planned.strangers) a
