-- What the check queries have in common, written apart from the engine; made anew in every session.

-- What one unit of a currency is worth in another. All rates up to the day are laid out as steps from one currency to another;
-- the newest single step wins, one as it was said before one turned round; else the newest two steps by one base on one day;
-- what is computed has twelve decimals.
CREATE FUNCTION pg_temp.rate(tenant integer, own text, wanted text, day date, as_of timestamptz) RETURNS numeric
    LANGUAGE sql STABLE AS $$
    WITH said AS (
        SELECT rate_on, base, quote, rate FROM exchange_rate
         WHERE tenant_id = tenant AND tstzrange(known_from, known_to) @> as_of AND rate_on <= day
    ), step AS (
        SELECT rate_on, base AS source, quote AS aim, rate AS factor, 1 AS rank FROM said
        UNION ALL
        SELECT rate_on, quote, base, round(1 / rate, 12), 2 FROM said
    ), crossing AS (
        SELECT one.rate_on, one.base, round(two.rate / one.rate, 12) AS factor
          FROM said one JOIN said two USING (rate_on, base) WHERE one.quote = own AND two.quote = wanted
    )
    SELECT CASE WHEN own = wanted THEN 1
                ELSE coalesce((SELECT factor FROM step WHERE source = own AND aim = wanted ORDER BY rate_on DESC, rank LIMIT 1),
                              (SELECT factor FROM crossing ORDER BY rate_on DESC, base LIMIT 1)) END
$$;

-- An amount in the tenant's currency; null where nobody knows what it is worth. Nothing is nothing everywhere.
CREATE FUNCTION pg_temp.money(tenant integer, amount numeric, own text, day date, as_of timestamptz) RETURNS numeric
    LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN amount = 0 OR coalesce(own, t.currency) = t.currency THEN amount
                ELSE amount * pg_temp.rate(tenant, own, t.currency, day, as_of) END
      FROM tenant t WHERE t.tenant_id = tenant
$$;

-- The lines ordered in [first, after), in the tenant's currency; what returns and cancellations take away is negative.
CREATE FUNCTION pg_temp.lines(tenant integer, first date, after date, zone text, as_of timestamptz)
    RETURNS TABLE (customer text, net numeric, margin numeric) LANGUAGE sql STABLE AS $$
    SELECT customer_id, pg_temp.money(tenant, sign * net, currency, day, as_of),
           pg_temp.money(tenant, sign * (net - cost), currency, day, as_of)
      FROM (SELECT o.*, CAST(ordered_at AT TIME ZONE zone AS date) AS day,
                   CASE kind WHEN 'sale' THEN 1 ELSE -1 END AS sign,
                   CASE kind WHEN 'sale' THEN net_amount ELSE abs(net_amount) END AS net,
                   coalesce(CASE kind WHEN 'sale' THEN variable_cost ELSE abs(variable_cost) END, 0) AS cost
              FROM order_line o WHERE tenant_id = tenant AND tstzrange(known_from, known_to) @> as_of) line
     WHERE day >= first AND day < after
$$;

-- The costs incurred in [first, after), in the tenant's currency.
CREATE FUNCTION pg_temp.costs(tenant integer, first date, after date, as_of timestamptz)
    RETURNS TABLE (category text, purpose text, amount numeric) LANGUAGE sql STABLE AS $$
    SELECT category, purpose, pg_temp.money(tenant, amount, currency, incurred_on, as_of)
      FROM cost
     WHERE tenant_id = tenant AND tstzrange(known_from, known_to) @> as_of AND daterange(first, after) @> incurred_on
$$;

-- What a sum is answered with.
CREATE FUNCTION pg_temp.sum_of(total numeric, records bigint, strangers bigint)
    RETURNS TABLE (value numeric, numerator numeric, denominator numeric, sample_size bigint, reason text)
    LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN strangers = 0 THEN coalesce(total, 0) END, NULL::numeric, NULL::numeric, records,
           CASE WHEN strangers > 0 THEN 'EXCHANGE_RATE_MISSING' END
$$;

-- What a quotient is answered with; unknown where there is something above the line and none of it is known.
CREATE FUNCTION pg_temp.quotient(above numeric, above_unknown boolean, below numeric, records bigint, strangers bigint)
    RETURNS TABLE (value numeric, numerator numeric, denominator numeric, sample_size bigint, reason text)
    LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN why IS NULL THEN coalesce(above, 0) / below END,
           CASE WHEN why IS NULL OR why = 'NO_DENOMINATOR' THEN coalesce(above, 0) END,
           CASE WHEN why IS DISTINCT FROM 'EXCHANGE_RATE_MISSING' THEN coalesce(below, 0) END,
           records, why
      FROM (SELECT CASE WHEN strangers > 0 THEN 'EXCHANGE_RATE_MISSING'
                        WHEN coalesce(below, 0) = 0 THEN 'NO_DENOMINATOR'
                        WHEN above_unknown THEN 'VALUE_UNKNOWN' END AS why) judged
$$;

-- The leads that still exist as themselves, as they ended up; instants on the tenant's clocks beside the instants.
CREATE FUNCTION pg_temp.leads(tenant integer, zone text, as_of timestamptz)
    RETURNS TABLE (id text, status text, customer text, size text, score numeric, deal text,
                   created_at timestamptz, contact_at timestamptz, created timestamp, qualified timestamp, converted timestamp,
                   disqualified timestamp, contact timestamp)
    LANGUAGE sql STABLE AS $$
    WITH newest AS (
        SELECT DISTINCT ON (record_id) * FROM lead_version
         WHERE tenant_id = tenant AND tstzrange(known_from, known_to) @> as_of
         ORDER BY record_id, valid_from DESC
    ), called AS (
        SELECT lead_id, min(occurred_at) AS first_call FROM activity
         WHERE tenant_id = tenant AND tstzrange(known_from, known_to) @> as_of AND direction = 'out' GROUP BY lead_id
    ), touched AS (
        SELECT n.*, coalesce(first_contact_at, first_call) AS contacted
          FROM newest n LEFT JOIN called ON lead_id = external_id
         WHERE n.status NOT IN ('deleted', 'merged', 'unknown')
    )
    SELECT external_id, status, customer_id, company_size, score, deal_id,
           created_at, contacted, created_at AT TIME ZONE zone, qualified_at AT TIME ZONE zone, converted_at AT TIME ZONE zone,
           disqualified_at AT TIME ZONE zone, contacted AT TIME ZONE zone
      FROM touched
$$;

-- Their scores: the sender's, else 30 points at most for activities, 30 for clicks, 20 for an earlier purchase, 20 for the size.
CREATE FUNCTION pg_temp.scores(tenant integer, zone text, as_of timestamptz)
    RETURNS TABLE (id text, created timestamp, points numeric) LANGUAGE sql STABLE AS $$
    WITH shown AS (
        SELECT lead_id, sum(CASE WHEN type IN ('click', 'email_click') THEN 1 ELSE 0 END) AS clicks, count(*) AS acts
          FROM activity WHERE tenant_id = tenant AND tstzrange(known_from, known_to) @> as_of GROUP BY lead_id
    ), bought AS (
        SELECT customer_id, min(ordered_at) AS first_at FROM order_line
         WHERE tenant_id = tenant AND tstzrange(known_from, known_to) @> as_of AND kind = 'sale' GROUP BY customer_id
    ), firm AS (
        SELECT DISTINCT ON (external_id) external_id, company_size
          FROM (SELECT DISTINCT ON (record_id) * FROM customer_version
                 WHERE tenant_id = tenant AND tstzrange(known_from, known_to) @> as_of
                 ORDER BY record_id, valid_from DESC) newest
         WHERE status = 'active' ORDER BY external_id, record_id
    )
    SELECT l.id, l.created,
           coalesce(l.score,
                    CASE WHEN acts - clicks > 6 THEN 30 ELSE coalesce(acts - clicks, 0) * 5 END
                    + CASE WHEN clicks > 3 THEN 30 ELSE coalesce(clicks, 0) * 10 END
                    + CASE WHEN first_at < l.created_at THEN 20 ELSE 0 END
                    + coalesce((SELECT max(given) FROM (VALUES (0, 5), (10, 10), (50, 15), (250, 20)) band (least, given)
                                 WHERE least <= CAST(substring(replace(coalesce(l.size, firm.company_size), ',', '') from '[0-9]+') AS integer)), 0))
      FROM pg_temp.leads(tenant, zone, as_of) l
      LEFT JOIN shown ON lead_id = l.id LEFT JOIN bought ON customer_id = l.customer LEFT JOIN firm ON external_id = l.customer
$$;

-- The value at a share of the way through sorted values, between its neighbours in proportion: Hyndman and Fan's type 7.
CREATE FUNCTION pg_temp.at_share(values_of numeric[], share numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS $$
    SELECT sum(value * (1 - abs(place - 1 - at)))
      FROM (SELECT value, row_number() OVER (ORDER BY value) AS place FROM unnest(values_of) value) ranked,
           (SELECT (cardinality(values_of) - 1) * share AS at) cut
     WHERE abs(place - 1 - at) < 1
$$;

-- What a mean, a median and a 90th percentile of seconds are answered with, in units of so many seconds.
CREATE FUNCTION pg_temp.spread(kind text, seconds numeric[], unit numeric)
    RETURNS TABLE (value numeric, numerator numeric, denominator numeric, sample_size bigint, reason text)
    LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN n > 0 THEN CASE kind WHEN 'mean' THEN total / n WHEN 'median' THEN pg_temp.at_share(seconds, 0.5)
                                          ELSE pg_temp.at_share(seconds, 0.9) END / unit END,
           CASE kind WHEN 'mean' THEN total / unit END, n, n, CASE WHEN n = 0 THEN 'NO_DENOMINATOR' END
      FROM (SELECT coalesce(sum(value), 0) AS total, count(value) AS n FROM unnest(seconds) value) summed
$$;
