-- Question: of the stays of deals in stages that began in one bucket, on which share did a new stage or winning follow?
-- A row: the bucket. Time column: the beginning of a stay, on the tenant's calendar. Range: [from, to), believed at asOf.
-- Stays by numbering: a state continues a stay when the state before it touches it and has the same stage.
WITH state AS (
    SELECT record_id, status, stage, valid_from, valid_to FROM deal_version
     WHERE tenant_id = :tenant AND tstzrange(known_from, known_to) @> CAST(:asOf AS timestamptz)
), numbered AS (
    SELECT record_id, stage, valid_from,
           sum(CASE WHEN stage = earlier_stage AND earlier_end = valid_from THEN 0 ELSE 1 END)
               OVER (PARTITION BY record_id ORDER BY valid_from) AS stay
      FROM (SELECT *, lag(stage) OVER w AS earlier_stage, lag(valid_to) OVER w AS earlier_end
              FROM state WHERE status = 'open' AND stage IS NOT NULL
            WINDOW w AS (PARTITION BY record_id ORDER BY valid_from)) o
), stays AS (
    SELECT record_id, stage, min(valid_from) AS began,
           row_number() OVER (PARTITION BY record_id, stage ORDER BY min(valid_from)) AS time_there
      FROM numbered GROUP BY record_id, stage, stay
), ended AS (
    SELECT DISTINCT ON (record_id) record_id, status FROM state ORDER BY record_id, valid_from DESC
), judged AS (
    SELECT s.began, e.status = 'won' OR max(s.began) FILTER (WHERE s.time_there = 1) OVER (PARTITION BY s.record_id) > s.began AS went_on
      FROM stays s JOIN ended e USING (record_id) WHERE e.status IN ('open', 'won', 'lost')
), answer AS (
    SELECT count(*) AS n, count(*) FILTER (WHERE went_on) AS further FROM judged
     WHERE isfinite(began) AND daterange(:from, :to) @> CAST(began AT TIME ZONE :zone AS date)
)
SELECT CAST(further AS numeric) / nullif(n, 0) AS value, further AS numerator, n AS denominator, n AS sample_size,
       CASE WHEN n = 0 THEN 'NO_DENOMINATOR' END AS reason
  FROM answer
