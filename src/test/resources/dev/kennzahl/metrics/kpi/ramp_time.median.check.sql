-- Question: how many days did those hired in one bucket take to win their first deal: the median?
-- A row: the bucket, of employees. Time column: hired_on. Range: [from, to), believed at asOf. Deals closed from then on, on the tenant's clocks.
WITH length AS (
    SELECT extract(epoch FROM min(closed) - hired) AS seconds
      FROM pg_temp.staff(:tenant, CAST(:asOf AS timestamptz))
      JOIN pg_temp.deals(:tenant, :zone, CAST(:asOf AS timestamptz)) d ON d.owner = key AND d.status = 'won' AND closed >= hired
     WHERE daterange(:from, :to) @> hired GROUP BY id, hired
)
SELECT s.* FROM pg_temp.spread('median', (SELECT array_agg(seconds) FROM length), 86400) s
