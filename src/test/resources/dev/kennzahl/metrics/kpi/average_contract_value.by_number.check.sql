-- Question: what was in force on the average day of one bucket worth a year, by contract that was in force on any?
-- A row: the bucket, of contracts on days. Time columns: start_on, and end_on or the day before cancelled_on. Range: [from, to), believed at asOf.
WITH day AS (
    SELECT CAST(d AS date) AS day FROM generate_series(CAST(:from AS timestamp), CAST(:to AS timestamp) - interval '1 day', interval '1 day') d
), agreed AS (
    SELECT fact_id, start_on, coalesce(end_on, cancelled_on - 1) AS last_day,
           pg_temp.money(tenant_id, annual_value, currency, start_on, CAST(:asOf AS timestamptz)) AS worth
      FROM contract WHERE tenant_id = :tenant AND tstzrange(known_from, known_to) @> CAST(:asOf AS timestamptz)
), lived AS (
    SELECT fact_id, worth FROM agreed JOIN day ON day >= start_on AND (last_day IS NULL OR day <= last_day)
)
SELECT answer.*
  FROM (SELECT round(sum(worth) / (SELECT count(*) FROM day), 12) AS worth, count(DISTINCT fact_id) AS contracts,
               count(*) FILTER (WHERE worth IS NULL) AS strangers FROM lived) life,
       pg_temp.quotient(worth, false, contracts, contracts, strangers) answer
