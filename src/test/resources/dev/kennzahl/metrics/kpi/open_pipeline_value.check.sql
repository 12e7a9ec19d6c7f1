-- Question: what were the deals worth, as of then, that were open when one bucket ended?
-- A row: the bucket. Time column: valid_from; of each deal the last state that began on a local day before to, believed
-- at asOf. A balance, so of [from, to) only the end matters; from is named for form's sake.
-- By local day and not by an instant: where clocks fall back at midnight, it comes twice and SQL takes the second.
WITH state AS (
    SELECT DISTINCT ON (v.record_id) v.status, v.amount, coalesce(v.currency, t.currency) <> t.currency AS other
      FROM deal_version v JOIN tenant t USING (tenant_id)
     WHERE v.tenant_id = :tenant AND tstzrange(v.known_from, v.known_to) @> CAST(:asOf AS timestamptz)
       AND CAST(v.valid_from AT TIME ZONE :zone AS date) < :to
     ORDER BY v.record_id, v.valid_from DESC
), answer AS (
    SELECT count(*) AS n, sum(amount) AS total,
           CASE WHEN bool_or(other AND amount <> 0) THEN 'EXCHANGE_RATE_MISSING'
                WHEN bool_and(amount IS NULL) THEN 'VALUE_UNKNOWN' END AS reason
      FROM state WHERE status = 'open' AND :from < :to
)
SELECT CASE WHEN reason IS NULL THEN coalesce(total, 0) END AS value,
       NULL AS numerator, NULL AS denominator, n AS sample_size, reason
  FROM answer
