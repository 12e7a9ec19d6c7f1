-- Question: how many deals were open when one bucket ended?
-- A row: the bucket. Time column: valid_from; of each deal the last state that began on a local day before to, believed
-- at asOf. A balance, so of [from, to) only the end matters; from is named for form's sake.
-- By local day and not by an instant: where clocks fall back at midnight, it comes twice and SQL takes the second.
WITH state AS (
    SELECT DISTINCT ON (record_id) status
      FROM deal_version
     WHERE tenant_id = :tenant AND tstzrange(known_from, known_to) @> CAST(:asOf AS timestamptz)
       AND CAST(valid_from AT TIME ZONE :zone AS date) < :to
     ORDER BY record_id, valid_from DESC
)
SELECT count(*) FILTER (WHERE status = 'open') AS value, NULL AS numerator, NULL AS denominator,
       count(*) FILTER (WHERE status = 'open') AS sample_size, NULL AS reason
  FROM state WHERE :from < :to
