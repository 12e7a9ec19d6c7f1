-- Question: how many times did a customer bring by one bucket's end what a new one of the bucket cost?
-- A row: the bucket. Time columns: ordered_at, incurred_on, and the day customers became such. Range: [from, to), of orders all before to, believed at asOf.
SELECT value, NULL AS numerator, NULL AS denominator, sample_size, reason
  FROM pg_temp.worth(:tenant, :zone, CAST(:asOf AS timestamptz), :from, :to), pg_temp.quotient(margin_ever * fresh, false, CASE WHEN fresh > 0 THEN ever * cost ELSE 0 END, ever, strangers_ever + cost_strangers) answer
