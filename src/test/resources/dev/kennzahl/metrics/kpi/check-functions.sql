-- What the check queries have in common, written apart from the engine; made anew in every session.

-- Queries that look expensive would be compiled, which takes longer than to run them on so few records.
SET jit = off;

-- What one unit of a currency is worth in another. All rates up to the day are laid out as steps from one currency to another, as
-- quotients of what was said; of each step the newest counts, one as it was said before one turned round. The single step wins; else
-- the newest two by one base on one day; else two steps that meet in some currency, those of which the older is newest. Whatever is
-- computed has fifteen decimals, and one more for every digit that the other way round has before the point beyond the first.
CREATE FUNCTION pg_temp.digits(above numeric, below numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS
    'SELECT round(above / below, 15 + greatest(0, floor(log(below / above)))::integer)';

CREATE FUNCTION pg_temp.rate(tenant integer, own text, wanted text, day date, as_of timestamptz) RETURNS numeric
    LANGUAGE sql STABLE AS $$
    WITH said AS (
        SELECT rate_on, base, quote, rate FROM exchange_rate
         WHERE tenant_id = tenant AND tstzrange(known_from, known_to) @> as_of AND rate_on <= day
    ), step AS (
        SELECT DISTINCT ON (source, aim) *
          FROM (SELECT rate_on, base AS source, quote AS aim, rate AS up, 1.0 AS down, 1 AS rank FROM said
                UNION ALL
                SELECT rate_on, quote, base, 1.0, rate, 2 FROM said) both_ways
         ORDER BY source, aim, rate_on DESC, rank
    ), crossing AS (
        SELECT one.rate_on, one.base, pg_temp.digits(two.rate, one.rate) AS factor
          FROM said one JOIN said two USING (rate_on, base) WHERE one.quote = own AND two.quote = wanted
    ), detour AS (
        SELECT CASE WHEN one.rate_on < two.rate_on THEN one.rate_on ELSE two.rate_on END AS rate_on, one.aim AS middle,
               pg_temp.digits(one.up * two.up, one.down * two.down) AS factor
          FROM step one JOIN step two ON two.source = one.aim WHERE one.source = own AND two.aim = wanted
    )
    SELECT CASE WHEN own = wanted THEN 1
                ELSE coalesce((SELECT CASE rank WHEN 1 THEN up ELSE pg_temp.digits(up, down) END FROM step WHERE source = own AND aim = wanted),
                              (SELECT factor FROM crossing ORDER BY rate_on DESC, base LIMIT 1),
                              (SELECT factor FROM detour ORDER BY rate_on DESC, middle LIMIT 1)) END
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

-- A number rounded to some decimals, ties to the even digit.
CREATE FUNCTION pg_temp.half_even(x numeric, digits integer) RETURNS numeric LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN abs(scaled - trunc(scaled)) = 0.5 THEN 2 * round(scaled / 2) / power(10::numeric, digits)
                ELSE round(x, digits) END
      FROM (SELECT x * power(10::numeric, digits) AS scaled) s
$$;

-- What was to be reached in [first, after): by day, for each team, region, owner and product the target of just that stretch, else
-- of the shortest period; of the coarsest shape that leaves no day without one. The way: sum of the days' parts, mean over the
-- days (of targets that name nobody only), or what stands on the last day. One row; goal is null without a target.
CREATE FUNCTION pg_temp.goal(tenant integer, wanted text, first date, after date, as_of timestamptz, way text, is_money boolean)
    RETURNS TABLE (goal numeric, strangers boolean) LANGUAGE sql STABLE AS $$
    WITH target_now AS (
        SELECT t.*, CASE WHEN is_money THEN pg_temp.money(tenant, t.value, t.currency, t.period_start, as_of) ELSE t.value END AS worth,
               CAST(team IS NOT NULL AS integer) + 2 * CAST(region IS NOT NULL AS integer)
                 + 4 * CAST(owner_id IS NOT NULL AS integer) + 8 * CAST(product_id IS NOT NULL AS integer) AS place,
               concat_ws('|', coalesce(team, '-'), coalesce(region, '-'), coalesce(owner_id, '-'), coalesce(product_id, '-')) AS whose,
               period_start = first AND period_end = after AS is_exact
          FROM target t
         WHERE tenant_id = tenant AND tstzrange(known_from, known_to) @> as_of AND kpi = wanted
           AND daterange(period_start, period_end) && daterange(first, after)
    ), by_day AS (
        SELECT DISTINCT ON (whose, day) place, worth IS NULL AS strange, CAST(day AS date) AS day,
               worth / CASE way WHEN 'last' THEN 1 WHEN 'mean' THEN after - first
                                ELSE CASE WHEN is_exact THEN after - first ELSE period_end - period_start END END AS part
          FROM target_now, generate_series(CAST(CASE way WHEN 'last' THEN after - 1 ELSE first END AS timestamp),
                                           CAST(after - 1 AS timestamp), interval '1 day') AS day
         WHERE daterange(period_start, period_end) @> CAST(day AS date) AND (way <> 'mean' OR place = 0)
         ORDER BY whose, day, is_exact DESC, period_end - period_start, period_start DESC
    ), plan AS (
        SELECT sum(part) AS goal, bool_or(strange) AS strangers
          FROM by_day GROUP BY place
        HAVING count(DISTINCT day) = CASE way WHEN 'last' THEN 1 ELSE after - first END
         ORDER BY bit_count(CAST(place AS bit(4))), place LIMIT 1
    )
    SELECT round(goal, 10), strangers FROM (SELECT 1) one LEFT JOIN plan ON true
$$;

-- What an actual is answered with beside its target.
CREATE FUNCTION pg_temp.attained(actual numeric, records bigint, why text, goal numeric, strangers boolean)
    RETURNS TABLE (value numeric, numerator numeric, denominator numeric, sample_size bigint, reason text)
    LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN missing IS NULL THEN actual / goal END,
           actual, CASE WHEN strangers IS NOT NULL AND NOT strangers THEN goal END, records, missing
      FROM (SELECT CASE WHEN strangers IS NULL THEN 'NO_TARGET' WHEN strangers THEN 'EXCHANGE_RATE_MISSING'
                        WHEN why IS NOT NULL THEN why WHEN goal = 0 THEN 'NO_DENOMINATOR' END AS missing) judged
$$;

-- What is missing to a target by day that is left of [first, after), today included.
CREATE FUNCTION pg_temp.pace(actual numeric, records bigint, why text, goal numeric, strangers boolean, today date, first date, after date)
    RETURNS TABLE (value numeric, numerator numeric, denominator numeric, sample_size bigint, reason text)
    LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN unknown IS NULL AND missing = 0 THEN 0 WHEN unknown IS NULL AND days > 0 THEN missing / days END,
           CASE WHEN unknown IS NULL THEN missing WHEN strangers IS NULL OR strangers THEN actual END,
           CASE WHEN unknown IS NULL THEN days WHEN strangers IS NOT NULL AND NOT strangers THEN goal END, records,
           coalesce(unknown, CASE WHEN missing > 0 AND days = 0 THEN 'NO_DENOMINATOR' END)
      FROM (SELECT CASE WHEN strangers IS NULL THEN 'NO_TARGET' WHEN strangers THEN 'EXCHANGE_RATE_MISSING' ELSE why END AS unknown,
                   greatest(goal - actual, 0) AS missing, greatest(after - greatest(first, today), 0) AS days) judged
$$;

-- The deals that still exist as themselves, as they ended up; days on the tenant's calendar, the amount in the tenant's currency.
CREATE FUNCTION pg_temp.deals(tenant integer, zone text, as_of timestamptz)
    RETURNS TABLE (status text, owner text, product text, created date, closed timestamp, amount numeric, is_known boolean)
    LANGUAGE sql STABLE AS $$
    SELECT status, owner_id, product_id, CAST(created_at AT TIME ZONE zone AS date), closed_at AT TIME ZONE zone,
           pg_temp.money(tenant, amount, currency, CAST(closed_at AT TIME ZONE zone AS date), as_of), amount IS NOT NULL
      FROM (SELECT DISTINCT ON (record_id) * FROM deal_version
             WHERE tenant_id = tenant AND tstzrange(known_from, known_to) @> as_of
             ORDER BY record_id, valid_from DESC) newest
     WHERE status IN ('open', 'won', 'lost')
$$;

-- The deals won in [first, after): what they are worth together, how many, and why that is not known.
CREATE FUNCTION pg_temp.winnings(tenant integer, first date, after date, zone text, as_of timestamptz)
    RETURNS TABLE (value numeric, records bigint, reason text) LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN why IS NULL THEN coalesce(total, 0) END, n, why
      FROM (SELECT sum(amount) AS total, count(*) AS n,
                   CASE WHEN bool_or(is_known AND amount IS NULL) THEN 'EXCHANGE_RATE_MISSING'
                        WHEN bool_and(NOT is_known) THEN 'VALUE_UNKNOWN' END AS why
              FROM pg_temp.deals(tenant, zone, as_of)
             WHERE status = 'won' AND daterange(first, after) @> CAST(closed AS date)) summed
$$;

-- The answers to surveys, by day on the tenant's calendar.
CREATE FUNCTION pg_temp.answers(tenant integer, first date, after date, zone text, as_of timestamptz)
    RETURNS TABLE (kind text, score numeric, best numeric) LANGUAGE sql STABLE AS $$
    SELECT kind, score, coalesce(scale_max, 5) FROM survey_response
     WHERE tenant_id = tenant AND tstzrange(known_from, known_to) @> as_of
       AND daterange(first, after) @> CAST(answered_at AT TIME ZONE zone AS date)
$$;

-- The employees, as they ended up.
CREATE FUNCTION pg_temp.staff(tenant integer, as_of timestamptz)
    RETURNS TABLE (id uuid, key text, hired date, gone date) LANGUAGE sql STABLE AS $$
    SELECT record_id, external_id, hired_on, left_on
      FROM (SELECT DISTINCT ON (record_id) * FROM employee_version
             WHERE tenant_id = tenant AND tstzrange(known_from, known_to) @> as_of
             ORDER BY record_id, valid_from DESC) newest
     WHERE status = 'active'
$$;

-- The purchases, by day on the tenant's calendar: who, when, what order, and of how much; returns and cancellations with is_sale false.
CREATE FUNCTION pg_temp.purchases(tenant integer, zone text, as_of timestamptz)
    RETURNS TABLE (customer text, day date, ordering text, is_sale boolean, net numeric) LANGUAGE sql STABLE AS $$
    SELECT customer_id, day, external_id, kind = 'sale',
           pg_temp.money(tenant, CASE kind WHEN 'sale' THEN net_amount ELSE -abs(net_amount) END, currency, day, as_of)
      FROM (SELECT o.*, CAST(ordered_at AT TIME ZONE zone AS date) AS day FROM order_line o
             WHERE tenant_id = tenant AND tstzrange(known_from, known_to) @> as_of) line
$$;

-- Every price of a competitor above nothing beside our list price of that evening, both in our product's currency.
CREATE FUNCTION pg_temp.prices(tenant integer, zone text, as_of timestamptz)
    RETURNS TABLE (product text, day date, theirs numeric, ours numeric) LANGUAGE sql STABLE AS $$
    SELECT a.product_id, a.observed_on,
           CASE WHEN coalesce(a.currency, t.currency) = coalesce(own.currency, t.currency) THEN a.price
                ELSE a.price * pg_temp.rate(tenant, coalesce(a.currency, t.currency), coalesce(own.currency, t.currency), a.observed_on, as_of) END,
           own.list_price
      FROM competitor_price a JOIN tenant t USING (tenant_id)
     CROSS JOIN LATERAL (
            SELECT v.list_price, v.currency FROM product_version v
             WHERE v.tenant_id = tenant AND tstzrange(v.known_from, v.known_to) @> as_of AND v.external_id = a.product_id
               AND CAST(v.valid_from AT TIME ZONE zone AS date) <= a.observed_on
               AND EXISTS (SELECT FROM product_version n WHERE n.tenant_id = tenant AND tstzrange(n.known_from, n.known_to) @> as_of
                              AND n.record_id = v.record_id AND n.valid_to = 'infinity' AND n.status = 'active')
             ORDER BY v.record_id, v.valid_from DESC LIMIT 1) own
     WHERE a.tenant_id = tenant AND tstzrange(a.known_from, a.known_to) @> as_of AND a.price > 0 AND own.list_price > 0
$$;

-- What makes customers: sales, the beginnings of contracts (with the day after their last) and deals won, on the tenant's calendar.
CREATE FUNCTION pg_temp.buys(tenant integer, zone text, as_of timestamptz)
    RETURNS TABLE (customer text, day date, over date) LANGUAGE sql STABLE AS $$
    SELECT customer_id, CAST(ordered_at AT TIME ZONE zone AS date), CAST(NULL AS date)
      FROM order_line WHERE tenant_id = tenant AND tstzrange(known_from, known_to) @> as_of AND kind = 'sale'
    UNION ALL
    SELECT customer_id, start_on, last_day + 1
      FROM (SELECT c.*, CASE WHEN end_on IS NOT NULL THEN end_on WHEN cancelled_on IS NOT NULL THEN cancelled_on - 1
                             ELSE 'infinity' END AS last_day FROM contract c) agreed
     WHERE tenant_id = tenant AND tstzrange(known_from, known_to) @> as_of AND last_day >= start_on
    UNION ALL
    SELECT customer_id, CAST(closed_at AT TIME ZONE zone AS date), NULL
      FROM (SELECT DISTINCT ON (record_id) * FROM deal_version
             WHERE tenant_id = tenant AND tstzrange(known_from, known_to) @> as_of ORDER BY record_id, valid_from DESC) newest
     WHERE status = 'won' AND customer_id IS NOT NULL AND closed_at IS NOT NULL
$$;

-- Everybody who was ever a customer or is said to have been one: since when, and when lost, as somebody says.
CREATE FUNCTION pg_temp.people(tenant integer, zone text, as_of timestamptz)
    RETURNS TABLE (customer text, became date, lost date) LANGUAGE sql STABLE AS $$
    WITH said AS (
        SELECT external_id AS customer, min(became_customer_on) AS became, max(churned_on) AS lost
          FROM (SELECT DISTINCT ON (record_id) * FROM customer_version
                 WHERE tenant_id = tenant AND tstzrange(known_from, known_to) @> as_of ORDER BY record_id, valid_from DESC) newest
         WHERE status = 'active' GROUP BY external_id
    )
    SELECT customer, coalesce(min(became), min(day)), min(lost)
      FROM (SELECT customer, became, CAST(NULL AS date) AS day, lost FROM said
            UNION ALL
            SELECT customer, NULL, day, NULL FROM pg_temp.buys(tenant, zone, as_of)) told
     GROUP BY customer
$$;

-- Whoever has become a customer by the day of asOf, and when. Where the tenant goes by what somebody says, also who is on the list of
-- customers with no day at all: they were there before everything.
CREATE FUNCTION pg_temp.joined(tenant integer, zone text, as_of timestamptz)
    RETURNS TABLE (customer text, became date) LANGUAGE sql STABLE AS $$
    SELECT customer, became FROM pg_temp.people(tenant, zone, as_of) WHERE became <= CAST(as_of AT TIME ZONE zone AS date)
    UNION ALL
    SELECT customer, '-infinity' FROM pg_temp.people(tenant, zone, as_of)
     WHERE became IS NULL AND (SELECT churn_model FROM tenant t WHERE t.tenant_id = tenant) = 'explicit'
$$;

-- The day before which a bucket that ends at after is cut: the one after that of asOf, where the bucket's last day is to come.
CREATE FUNCTION pg_temp.seen(after date, zone text, as_of timestamptz) RETURNS date LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN after - 1 > CAST(as_of AT TIME ZONE zone AS date) THEN CAST(as_of AT TIME ZONE zone AS date) + 1 ELSE after END
$$;

-- Every single day of [first, after) on which somebody was a customer, by the tenant's model. What begins after the day of asOf has
-- not begun, what ends after it has not ended.
CREATE FUNCTION pg_temp.presence(tenant integer, zone text, as_of timestamptz, first date, after date)
    RETURNS TABLE (customer text, day date) LANGUAGE sql STABLE AS $$
    WITH stretch AS (
        SELECT b.customer, b.day AS begins, CASE t.churn_model WHEN 'contract' THEN b.over ELSE b.day + t.purchase_window_days END AS ends
          FROM pg_temp.buys(tenant, zone, as_of) b, tenant t
         WHERE t.tenant_id = tenant AND (t.churn_model = 'purchase_window' OR t.churn_model = 'contract' AND b.over IS NOT NULL)
        UNION ALL
        SELECT w.customer, coalesce(w.became, '-infinity'), coalesce(w.lost, 'infinity')
          FROM pg_temp.people(tenant, zone, as_of) w, tenant t
         WHERE t.tenant_id = tenant AND t.churn_model = 'explicit' AND (w.became < w.lost OR w.became IS NULL OR w.lost IS NULL)
    )
    SELECT DISTINCT s.customer, CAST(d AS date)
      FROM stretch s,
           generate_series(CAST(greatest(s.begins, first) AS timestamp),
                           CAST(CASE WHEN s.ends > CAST(as_of AT TIME ZONE zone AS date) THEN after ELSE least(s.ends, after) END AS timestamp)
                             - interval '1 day', interval '1 day') d
     WHERE s.begins <= CAST(as_of AT TIME ZONE zone AS date)
$$;

-- How many were customers the day before first, how many came and went day by day, and how many were customers at the end.
CREATE FUNCTION pg_temp.turnover(tenant integer, zone text, as_of timestamptz, first date, after date)
    RETURNS TABLE (opening bigint, came bigint, went bigint, closing bigint) LANGUAGE sql STABLE AS $$
    SELECT count(*) FILTER (WHERE day = first - 1), count(*) FILTER (WHERE day >= first AND before IS DISTINCT FROM day - 1),
           count(*) FILTER (WHERE day < after - 1 AND next IS DISTINCT FROM day + 1), count(*) FILTER (WHERE day = after - 1)
      FROM (SELECT day, lag(day) OVER (PARTITION BY customer ORDER BY day) AS before,
                   lead(day) OVER (PARTITION BY customer ORDER BY day) AS next
              FROM pg_temp.presence(tenant, zone, as_of, first - 1, after)) walked
$$;

-- Customers with a contract on the day before first: its annual value then, that on the last day, and contracts nobody can convert.
CREATE FUNCTION pg_temp.accounts(tenant integer, zone text, as_of timestamptz, first date, after date)
    RETURNS TABLE (customer text, opening numeric, closing numeric, strangers bigint, contracts bigint) LANGUAGE sql STABLE AS $$
    WITH agreed AS (
        SELECT customer_id, start_on, pg_temp.money(tenant_id, annual_value, currency, start_on, as_of) AS worth,
               coalesce(end_on, cancelled_on - 1, 'infinity') AS last_day
          FROM contract WHERE tenant_id = tenant AND tstzrange(known_from, known_to) @> as_of
    ), running AS (
        SELECT customer_id, worth, start_on < first AND ends >= first - 1 AS at_first, start_on < after AND ends >= after - 1 AS at_last
          FROM (SELECT a.*, CASE WHEN last_day >= CAST(as_of AT TIME ZONE zone AS date) THEN 'infinity' ELSE last_day END AS ends
                  FROM agreed a WHERE last_day >= start_on AND start_on <= CAST(as_of AT TIME ZONE zone AS date)) lasting
    )
    SELECT customer_id, coalesce(sum(worth) FILTER (WHERE at_first), 0), coalesce(sum(worth) FILTER (WHERE at_last), 0),
           count(*) FILTER (WHERE worth IS NULL AND (at_first OR at_last)), count(*) FILTER (WHERE at_first)
      FROM running GROUP BY customer_id HAVING bool_or(at_first)
$$;

-- What there is to say of a customer's worth in [first, after): all margin to its end of those who had become customers, the margin of
-- the period, and what was spent on new ones.
CREATE FUNCTION pg_temp.worth(tenant integer, zone text, as_of timestamptz, first date, after date)
    RETURNS TABLE (margin_ever numeric, strangers_ever bigint, margin numeric, strangers bigint, ever bigint, fresh bigint,
                   cost numeric, cost_strangers bigint) LANGUAGE sql STABLE AS $$
    WITH joined AS (
        SELECT * FROM pg_temp.joined(tenant, zone, as_of) WHERE became < after
    ), theirs AS (
        SELECT l.margin FROM pg_temp.lines(tenant, '-infinity', after, zone, as_of) l WHERE l.customer IN (SELECT customer FROM joined)
    )
    SELECT (SELECT coalesce(sum(t.margin), 0) FROM theirs t),
           (SELECT count(*) FROM theirs t WHERE t.margin IS NULL),
           (SELECT coalesce(sum(l.margin), 0) FROM pg_temp.lines(tenant, first, after, zone, as_of) l),
           (SELECT count(*) FROM pg_temp.lines(tenant, first, after, zone, as_of) l WHERE l.margin IS NULL),
           (SELECT count(*) FROM joined),
           (SELECT count(*) FROM joined WHERE became >= first),
           coalesce(sum(amount), 0), count(*) FILTER (WHERE amount IS NULL)
      FROM pg_temp.costs(tenant, first, after, as_of)
     WHERE category <> 'other'
$$;

-- The activities up to the day of asOf with somebody who was a customer that day: named by the activity, else by its deal, else by its lead.
CREATE FUNCTION pg_temp.talks(tenant integer, zone text, as_of timestamptz, first date, after date) RETURNS bigint LANGUAGE sql STABLE AS $$
    WITH deal AS (
        SELECT DISTINCT ON (external_id) external_id, customer_id
          FROM (SELECT DISTINCT ON (record_id) * FROM deal_version
                 WHERE tenant_id = tenant AND tstzrange(known_from, known_to) @> as_of ORDER BY record_id, valid_from DESC) newest
         WHERE status NOT IN ('deleted', 'merged', 'unknown') ORDER BY external_id, record_id
    ), lead AS (
        SELECT DISTINCT ON (external_id) external_id, customer_id
          FROM (SELECT DISTINCT ON (record_id) * FROM lead_version
                 WHERE tenant_id = tenant AND tstzrange(known_from, known_to) @> as_of ORDER BY record_id, valid_from DESC) newest
         WHERE status NOT IN ('deleted', 'merged', 'unknown') ORDER BY external_id, record_id
    ), talk AS (
        SELECT CAST(occurred_at AT TIME ZONE zone AS date) AS day,
               coalesce(a.customer_id, (SELECT customer_id FROM deal WHERE external_id = a.deal_id),
                        (SELECT customer_id FROM lead WHERE external_id = a.lead_id)) AS customer
          FROM activity a WHERE tenant_id = tenant AND tstzrange(known_from, known_to) @> as_of
    )
    SELECT count(*) FROM talk JOIN pg_temp.presence(tenant, zone, as_of, first, after) USING (customer, day)
     WHERE day <= CAST(as_of AT TIME ZONE zone AS date)
$$;

-- The customers on the day before after, each with what tells of a loss: windows of 180 days, half the revenue. Overdue tells thrice.
CREATE FUNCTION pg_temp.risks(tenant integer, zone text, as_of timestamptz, after date) RETURNS TABLE (customer text, signals integer)
    LANGUAGE sql STABLE AS $$
    WITH visit AS (
        SELECT customer, count(DISTINCT day) FILTER (WHERE day > after - 181) AS now, count(DISTINCT day) FILTER (WHERE day <= after - 181) AS once
          FROM pg_temp.buys(tenant, zone, as_of) WHERE over IS NULL AND day BETWEEN after - 360 AND after - 1 GROUP BY customer
    ), bill AS (
        SELECT customer, sum(CASE WHEN day > after - 181 THEN net ELSE 0 END) AS now, sum(CASE WHEN day > after - 181 THEN 0 ELSE net END) AS once,
               count(*) - count(net) AS strangers
          FROM pg_temp.purchases(tenant, zone, as_of) WHERE day BETWEEN after - 360 AND after - 1 GROUP BY customer
    ), bound AS (
        SELECT DISTINCT customer FROM pg_temp.buys(tenant, zone, as_of) WHERE over IS NOT NULL AND daterange(day, over) @> (after - 1)
    ), voice AS (
        SELECT DISTINCT ON (customer_id) customer_id AS customer,
               CASE kind WHEN 'nps' THEN score < 7 ELSE score < (coalesce(scale_min, 1) + coalesce(scale_max, 5)) / 2.0 END AS poor
          FROM survey_response
         WHERE tenant_id = tenant AND tstzrange(known_from, known_to) @> as_of AND customer_id IS NOT NULL
           AND answered_at < CAST(after AS timestamp) AT TIME ZONE zone
         ORDER BY customer_id, answered_at DESC, external_id DESC
    ), told AS (
        SELECT p.customer, coalesce(v.now, 0) = 0 AND bound.customer IS NULL AS overdue, coalesce(v.now < v.once, false) AS rarer,
               coalesce(b.strangers = 0 AND b.now < b.once / 2, false) AS smaller, coalesce(poor, false) AS poor
          FROM pg_temp.presence(tenant, zone, as_of, after - 1, after) p
          LEFT JOIN visit v USING (customer) LEFT JOIN bill b USING (customer) LEFT JOIN bound USING (customer) LEFT JOIN voice USING (customer)
    )
    SELECT customer, CASE WHEN overdue THEN 3 ELSE CAST(rarer AS integer) + CAST(smaller AS integer) END + CAST(poor AS integer) FROM told
$$;

-- What was forecast to be won in [first, after) by the CRM's own probabilities, and of how many deals: so many days before the end, or
-- now where that is to come. Each deal as it stood just before then; what was won by then counts whole. To the cent, half even. Nothing where
-- no deal was there by then.
CREATE FUNCTION pg_temp.foreseen(tenant integer, first date, after date, zone text, as_of timestamptz, lead integer)
    RETURNS TABLE (value numeric, records bigint, stranger boolean) LANGUAGE sql STABLE AS $$
    WITH made AS (
        SELECT CASE WHEN ends <= as_of THEN (ends AT TIME ZONE zone - make_interval(days => lead)) AT TIME ZONE zone
                    ELSE as_of END AS instant
          FROM (SELECT CAST(after AS timestamp) AT TIME ZONE zone AS ends) bucket
    ), state AS (
        SELECT DISTINCT ON (v.record_id) v.*, CAST(m.instant AT TIME ZONE zone AS date) AS day
          FROM deal_version v CROSS JOIN made m
         WHERE v.tenant_id = tenant AND tstzrange(v.known_from, v.known_to) @> as_of AND v.valid_from < m.instant
         ORDER BY v.record_id, v.valid_from DESC
    ), counted AS (
        SELECT pg_temp.money(tenant, amount, currency, CAST(closed_at AT TIME ZONE zone AS date), as_of) AS expected
          FROM state
         WHERE status = 'won' AND daterange(first, after) @> CAST(closed_at AT TIME ZONE zone AS date)
        UNION ALL
        SELECT pg_temp.money(tenant, amount, currency, day, as_of) * probability
          FROM state
         WHERE status = 'open' AND daterange(first, after) @> expected_close_on
           AND pg_temp.money(tenant, amount, currency, day, as_of) * probability IS NOT NULL
    ), heard AS (
        SELECT count(*) > 0 AS of_any FROM state
    ), abroad AS (
        SELECT EXISTS (SELECT FROM state
                        WHERE amount IS NOT NULL
                          AND CASE status
                              WHEN 'won' THEN daterange(first, after) @> CAST(closed_at AT TIME ZONE zone AS date)
                                              AND pg_temp.money(tenant, amount, currency, CAST(closed_at AT TIME ZONE zone AS date), as_of) IS NULL
                              WHEN 'open' THEN daterange(first, after) @> expected_close_on
                                               AND pg_temp.money(tenant, amount, currency, day, as_of) IS NULL END) AS any_deal
    )
    SELECT CASE WHEN of_any AND NOT any_deal THEN pg_temp.half_even(coalesce((SELECT sum(expected) FROM counted), 0), 2) END,
           CASE WHEN any_deal THEN 0 ELSE (SELECT count(*) FROM counted) END, any_deal
      FROM abroad, heard
$$;

-- The whole months of [first, after) that are over: what was forecast of each 30 days before its end, and what came of it.
CREATE FUNCTION pg_temp.judged(tenant integer, first date, after date, zone text, as_of timestamptz)
    RETURNS TABLE (month date, f numeric, y numeric, stranger boolean) LANGUAGE sql STABLE AS $$
    SELECT m.month, f.value, coalesce(w.value, 0), f.stranger OR coalesce(w.reason = 'EXCHANGE_RATE_MISSING', false)
      FROM (SELECT CAST(g AS date) AS month, CAST(g + interval '1 month' AS date) AS next
              FROM generate_series(date_trunc('month', CAST(first AS timestamp)), CAST(after AS timestamp), interval '1 month') g) m,
           pg_temp.foreseen(tenant, m.month, m.next, zone, as_of, 30) f,
           pg_temp.winnings(tenant, m.month, m.next, zone, as_of) w
     WHERE m.month >= first AND m.next <= after AND CAST(m.next AS timestamp) AT TIME ZONE zone <= as_of
       AND (f.stranger OR f.value IS NOT NULL)
$$;

-- The mean change of what was won from each month to the same one a year later, in the five years before; what comes before the
-- first month with a won deal is no history.
CREATE FUNCTION pg_temp.usual_change(tenant integer, before date, zone text, as_of timestamptz) RETURNS numeric
    LANGUAGE sql STABLE AS $$
    WITH past AS (
        SELECT m.month, coalesce(w.value, 0) AS y, w.records, coalesce(w.reason = 'EXCHANGE_RATE_MISSING', false) AS stranger
          FROM (SELECT CAST(before - make_interval(months => back) AS date) AS month,
                       CAST(before - make_interval(months => back - 1) AS date) AS next
                  FROM generate_series(1, 60) back) m,
               pg_temp.winnings(tenant, m.month, m.next, zone, as_of) w
    ), known AS (
        SELECT month, y FROM past WHERE month >= (SELECT min(month) FROM past WHERE records > 0)
    )
    SELECT CASE WHEN NOT (SELECT bool_or(stranger) FROM past) THEN avg(abs(later.y - known.y)) END
      FROM known JOIN known later ON later.month = known.month + interval '1 year'
$$;

-- What a measure of errors is answered with.
CREATE FUNCTION pg_temp.verdict(above numeric, below numeric, judged bigint, strangers bigint)
    RETURNS TABLE (value numeric, numerator numeric, denominator numeric, sample_size bigint, reason text)
    LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN why IS NULL THEN above / below END,
           CASE WHEN why IS NULL OR why = 'NO_DENOMINATOR' THEN above END,
           CASE WHEN why IS NULL OR why = 'NO_DENOMINATOR' THEN below END, judged, why
      FROM (SELECT CASE WHEN strangers > 0 THEN 'EXCHANGE_RATE_MISSING'
                        WHEN judged = 0 THEN 'NO_FORECAST'
                        WHEN above IS NULL OR coalesce(below, 0) = 0 THEN 'NO_DENOMINATOR' END AS why) found
$$;
