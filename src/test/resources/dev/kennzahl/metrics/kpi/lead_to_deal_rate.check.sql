-- Question: which share of the leads created in one bucket led to a deal?
-- A row: the bucket. Time column: created_at, on the tenant's calendar. Range: [from, to), believed at asOf.
WITH born AS (
    SELECT * FROM pg_temp.leads(:tenant, :zone, CAST(:asOf AS timestamptz)) WHERE CAST(created AS date) >= :from AND CAST(created AS date) < :to
), deal AS (
    SELECT DISTINCT ON (record_id) external_id, lead_id, status, closed_at FROM deal_version
     WHERE tenant_id = :tenant AND tstzrange(known_from, known_to) @> CAST(:asOf AS timestamptz)
     ORDER BY record_id, valid_from DESC
)
SELECT answer.*
  FROM (SELECT count(*) AS n, count(*) FILTER (WHERE deal IS NOT NULL
                 OR id IN (SELECT lead_id FROM deal WHERE status IN ('open', 'won', 'lost') AND lead_id IS NOT NULL)) AS hits
          FROM (SELECT id, deal FROM born) born) found,
       pg_temp.quotient(hits, false, n, n, 0) answer
