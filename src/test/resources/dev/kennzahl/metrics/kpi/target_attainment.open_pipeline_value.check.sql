-- Question: how much of the target of one bucket is the open pipeline?
-- A row: the bucket. Time columns: those of the figure, on the tenant's calendar; the days of the targets. Range: [from, to), believed at asOf.
WITH actual AS (
    SELECT CASE WHEN why IS NULL THEN coalesce(total, 0) END AS value, n AS records, why AS reason
      FROM (SELECT count(*) AS n, sum(amount) AS total,
                   CASE WHEN bool_or(amount IS NOT NULL AND converted IS NULL) THEN 'EXCHANGE_RATE_MISSING'
                        WHEN bool_and(amount IS NULL) THEN 'VALUE_UNKNOWN' END AS why
              FROM (SELECT DISTINCT ON (record_id) status, amount,
                           pg_temp.money(:tenant, amount, currency, CAST(CAST(:asOf AS timestamptz) AT TIME ZONE :zone AS date), CAST(:asOf AS timestamptz)) AS converted
                      FROM deal_version
                     WHERE tenant_id = :tenant AND tstzrange(known_from, known_to) @> CAST(:asOf AS timestamptz)
                       AND CAST(valid_from AT TIME ZONE :zone AS date) < :to
                     ORDER BY record_id, valid_from DESC) state
             WHERE status = 'open') standing
)
SELECT a.*
  FROM actual, pg_temp.goal(:tenant, 'open_pipeline_value', :from, :to, CAST(:asOf AS timestamptz), 'last', true) planned,
       pg_temp.attained(actual.value, actual.records, actual.reason, planned.goal, planned.strangers) a
