-- Question: how long did the leads created in one bucket wait for the first contact (median)?
-- A row: the bucket. Time column: created_at, on the tenant's calendar. Range: [from, to), believed at asOf.
-- Elapsed hours; who was contacted before creation waited for nothing.
SELECT answer.*
  FROM (SELECT array_agg(CASE WHEN contact_at < created_at THEN 0 ELSE extract(epoch FROM contact_at) - extract(epoch FROM created_at) END) AS waits
          FROM pg_temp.leads(:tenant, :zone, CAST(:asOf AS timestamptz)) WHERE contact_at IS NOT NULL AND CAST(created AS date) >= :from AND CAST(created AS date) < :to) wait,
       pg_temp.spread('median', coalesce(waits, CAST(ARRAY[] AS numeric[])), 3600) answer
