-- Question: what were the deals worth, weighed with their probability as of then, that were open when one bucket ended?
-- A row: the bucket. Time column: valid_from; of each deal the last state that began on a local day before to, believed
-- at asOf. A balance, so of [from, to) only the end matters; from is named for form's sake.
WITH state AS (
    SELECT DISTINCT ON (v.record_id) v.status, v.amount * v.probability AS weighed, coalesce(v.currency, t.currency) <> t.currency AS other
      FROM deal_version v JOIN tenant t USING (tenant_id)
     WHERE v.tenant_id = :tenant AND tstzrange(v.known_from, v.known_to) @> CAST(:asOf AS timestamptz)
       AND CAST(v.valid_from AT TIME ZONE :zone AS date) < :to
     ORDER BY v.record_id, v.valid_from DESC
), answer AS (
    SELECT count(*) AS n, sum(weighed) AS total,
           CASE WHEN bool_or(other AND weighed <> 0) THEN 'EXCHANGE_RATE_MISSING'
                WHEN bool_and(weighed IS NULL) THEN 'VALUE_UNKNOWN' END AS reason
      FROM state WHERE status = 'open' AND :from < :to
)
SELECT CASE WHEN reason IS NULL THEN coalesce(total, 0) END AS value,
       NULL AS numerator, NULL AS denominator, n AS sample_size, reason
  FROM answer
