-- What the check queries have in common, written apart from the engine; made anew in every session.

-- What one unit of a currency is worth in another. All rates up to the day are laid out as steps from one currency to another;
-- the newest single step wins, one as it was said before one turned round; else the newest two steps by one base on one day.
CREATE FUNCTION pg_temp.rate(tenant integer, own text, wanted text, day date, as_of timestamptz) RETURNS numeric
    LANGUAGE sql STABLE AS $$
    WITH said AS (
        SELECT rate_on, base, quote, rate FROM exchange_rate
         WHERE tenant_id = tenant AND tstzrange(known_from, known_to) @> as_of AND rate_on <= day
    ), step AS (
        SELECT rate_on, base AS source, quote AS aim, rate AS factor, 1 AS rank FROM said
        UNION ALL
        SELECT rate_on, quote, base, 1 / rate, 2 FROM said
    ), crossing AS (
        SELECT one.rate_on, one.base, two.rate / one.rate AS factor
          FROM said one JOIN said two USING (rate_on, base) WHERE one.quote = own AND two.quote = wanted
    )
    SELECT CASE WHEN own = wanted THEN 1
                ELSE coalesce((SELECT factor FROM step WHERE source = own AND aim = wanted ORDER BY rate_on DESC, rank LIMIT 1),
                              (SELECT factor FROM crossing ORDER BY rate_on DESC, base LIMIT 1)) END
$$;

-- An amount in the tenant's currency to ten decimals; null where nobody knows what it is worth. Nothing is nothing everywhere.
CREATE FUNCTION pg_temp.money(tenant integer, amount numeric, own text, day date, as_of timestamptz) RETURNS numeric
    LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN amount = 0 OR coalesce(own, t.currency) = t.currency THEN amount
                ELSE round(amount * pg_temp.rate(tenant, own, t.currency, day, as_of), 10) END
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
