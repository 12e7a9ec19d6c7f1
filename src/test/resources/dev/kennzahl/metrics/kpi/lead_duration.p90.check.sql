-- Question: how long did leads stay in the status open or qualified that they entered in one bucket (p90)?
-- A row: the bucket. Time column: when they entered it, on the tenant's calendar. Range: [from, to), believed at asOf.
-- Days on the tenant's clocks, up to asOf where the stay is not over. A qualification date within a stay as open divides it,
-- unless the history shows that the lead was qualified next.
WITH said AS (
    SELECT record_id, valid_from, status, qualified_at,
           lag(status) OVER (PARTITION BY record_id ORDER BY valid_from) AS before,
           first_value(status) OVER life AS ended_as, first_value(qualified_at) OVER life AS dated
      FROM lead_version
     WHERE tenant_id = :tenant AND tstzrange(known_from, known_to) @> CAST(:asOf AS timestamptz)
    WINDOW life AS (PARTITION BY record_id ORDER BY valid_from DESC)
), entered AS (
    SELECT record_id, status, valid_from AS begins, ended_as, dated,
           lead(valid_from) OVER (PARTITION BY record_id ORDER BY valid_from) AS ends,
           lead(status) OVER (PARTITION BY record_id ORDER BY valid_from) AS after
      FROM said WHERE before IS NULL OR before <> status
), stay AS (
    SELECT status, begins, coalesce(ends, 'infinity') AS ends,
           CASE WHEN status = 'open' AND coalesce(after, '') <> 'qualified' AND dated > begins
                     AND (ends IS NULL OR dated < ends) THEN dated END AS cut
      FROM entered WHERE status IN ('open', 'qualified') AND ended_as NOT IN ('deleted', 'merged', 'unknown')
), part AS (
    SELECT begins, coalesce(cut, ends) AS ends FROM stay
    UNION ALL
    SELECT cut, ends FROM stay WHERE cut IS NOT NULL
), lived AS (
    SELECT begins AT TIME ZONE :zone AS entered,
           (CASE WHEN ends < CAST(:asOf AS timestamptz) THEN ends ELSE CAST(:asOf AS timestamptz) END) AT TIME ZONE :zone AS over
      FROM part WHERE begins <= CAST(:asOf AS timestamptz)
)
SELECT answer.*
  FROM (SELECT array_agg(extract(epoch FROM over - entered)) AS lengths FROM lived WHERE CAST(entered AS date) >= :from AND CAST(entered AS date) < :to) life,
       pg_temp.spread('p90', coalesce(lengths, CAST(ARRAY[] AS numeric[])), 86400) answer
