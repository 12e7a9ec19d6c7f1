-- Question: how many deals that still exist as themselves were created in one bucket?
-- A row: the bucket. Time column: created_at, on the tenant's calendar. Range: [from, to), believed at asOf.
SELECT count(*) AS value, NULL AS numerator, NULL AS denominator, count(*) AS sample_size, NULL AS reason
  FROM (SELECT DISTINCT record_id FROM deal_version WHERE tenant_id = :tenant) deal
 CROSS JOIN LATERAL (
        SELECT status, created_at FROM deal_version v
         WHERE v.tenant_id = :tenant AND v.record_id = deal.record_id
           AND tstzrange(known_from, known_to) @> CAST(:asOf AS timestamptz)
         ORDER BY valid_from DESC LIMIT 1) state
 WHERE state.status NOT IN ('deleted', 'merged', 'unknown')
   AND daterange(:from, :to) @> CAST(state.created_at AT TIME ZONE :zone AS date)
