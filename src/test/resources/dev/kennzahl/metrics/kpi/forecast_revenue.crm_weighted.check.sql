-- Question: what was forecast to be won in one bucket, by the probabilities that the CRM gave, 30 days before its end or now?
-- A row: the bucket. Time columns: expected_close_on of open deals, closed_at of won ones. Range: [from, to), believed at asOf.
SELECT value, NULL AS numerator, NULL AS denominator, records AS sample_size, CASE WHEN stranger THEN 'EXCHANGE_RATE_MISSING' WHEN value IS NULL THEN 'NO_FORECAST' END AS reason
  FROM pg_temp.foreseen(:tenant, :from, :to, :zone, :asOf, 30)
