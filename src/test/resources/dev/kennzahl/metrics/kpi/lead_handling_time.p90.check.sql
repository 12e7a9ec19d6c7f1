-- Question: how long did the leads decided on in one bucket take from the first contact (p90)?
-- A row: the bucket. Time column: the later of converted_at and disqualified_at, on the tenant's calendar. Range: [from, to), believed at asOf.
-- Days on the tenant's clocks; who was not contacted before the decision was not handled.
WITH decided AS (
    SELECT contact, CASE WHEN converted IS NULL OR disqualified > converted THEN disqualified ELSE converted END AS decision,
           contact_at, created_at
      FROM pg_temp.leads(:tenant, :zone, CAST(:asOf AS timestamptz))
)
SELECT answer.*
  FROM (SELECT array_agg(extract(epoch FROM decision - contact)) AS lengths
          FROM decided WHERE contact <= decision AND CAST(decision AS date) >= :from AND CAST(decision AS date) < :to) life,
       pg_temp.spread('p90', coalesce(lengths, CAST(ARRAY[] AS numeric[])), 86400) answer
