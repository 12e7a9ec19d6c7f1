-- Question: how many days did stays of deals in stages last that began in one bucket: the mean?
-- A row: the bucket. Time column: the beginning of a stay, on the tenant's calendar. Range: [from, to), believed at asOf;
-- a stay that went on then is counted up to then. Stays by numbering: a state continues a stay when the state before it
-- touches it and has the same stage.
WITH state AS (
    SELECT record_id, status, stage, valid_from, valid_to FROM deal_version
     WHERE tenant_id = :tenant AND tstzrange(known_from, known_to) @> CAST(:asOf AS timestamptz)
), numbered AS (
    SELECT record_id, stage, valid_from, valid_to,
           sum(CASE WHEN stage = earlier_stage AND earlier_end = valid_from THEN 0 ELSE 1 END)
               OVER (PARTITION BY record_id ORDER BY valid_from) AS stay
      FROM (SELECT *, lag(stage) OVER w AS earlier_stage, lag(valid_to) OVER w AS earlier_end
              FROM state WHERE status = 'open' AND stage IS NOT NULL
            WINDOW w AS (PARTITION BY record_id ORDER BY valid_from)) o
), ended AS (
    SELECT DISTINCT ON (record_id) record_id, status FROM state ORDER BY record_id, valid_from DESC
), stays AS (
    SELECT min(valid_from) AS began, CASE WHEN max(valid_to) > :asOf THEN :asOf ELSE max(valid_to) END AS ended
      FROM numbered JOIN ended e USING (record_id) WHERE e.status IN ('open', 'won', 'lost')
     GROUP BY record_id, stage, stay HAVING isfinite(min(valid_from)) AND min(valid_from) <= :asOf
), length AS (
    SELECT extract(epoch FROM (ended AT TIME ZONE :zone) - (began AT TIME ZONE :zone)) AS seconds FROM stays
     WHERE daterange(:from, :to) @> CAST(began AT TIME ZONE :zone AS date)
)
SELECT sum(seconds) / 86400 / nullif(count(*), 0) AS value, coalesce(sum(seconds), 0) / 86400 AS numerator,
       count(*) AS denominator, count(*) AS sample_size, CASE WHEN count(*) = 0 THEN 'NO_DENOMINATOR' END AS reason
  FROM length
