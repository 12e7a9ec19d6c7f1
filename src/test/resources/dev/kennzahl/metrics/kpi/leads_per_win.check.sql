-- Question: how many leads were created in one bucket by deal won in it that stems from a lead?
-- A row: the bucket. Time column: created_at of those, closed_at of these, on the tenant's calendar. Range: [from, to), believed at asOf.
WITH born AS (
    SELECT * FROM pg_temp.leads(:tenant, :zone, CAST(:asOf AS timestamptz)) WHERE CAST(created AS date) >= :from AND CAST(created AS date) < :to
), deal AS (
    SELECT DISTINCT ON (record_id) external_id, lead_id, status, closed_at FROM deal_version
     WHERE tenant_id = :tenant AND tstzrange(known_from, known_to) @> CAST(:asOf AS timestamptz)
     ORDER BY record_id, valid_from DESC
), won AS (
    SELECT count(*) AS wins FROM deal
     WHERE status = 'won' AND CAST(closed_at AT TIME ZONE :zone AS date) >= :from AND CAST(closed_at AT TIME ZONE :zone AS date) < :to
       AND (lead_id IS NOT NULL OR external_id IN (SELECT l.deal FROM pg_temp.leads(:tenant, :zone, CAST(:asOf AS timestamptz)) l))
)
SELECT answer.*
  FROM (SELECT count(*) AS n FROM born) lead, won, pg_temp.quotient(n, false, wins, wins, 0) answer
