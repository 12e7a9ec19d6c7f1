-- Question: how much margin did everybody who had become a customer by one bucket's end bring by then?
-- A row: the bucket. Time columns: ordered_at, and the day customers became such. All before to, believed at asOf; from is named for form's sake.
SELECT answer.*
  FROM pg_temp.worth(:tenant, :zone, CAST(:asOf AS timestamptz), :from, :to), pg_temp.quotient(margin_ever, false, ever, ever, strangers_ever) answer
