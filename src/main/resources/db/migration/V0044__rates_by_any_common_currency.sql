-- A rate is found whichever way its legs were said: CHF in EUR and EUR in USD make CHF in USD, as EUR in CHF and EUR in USD did
-- before. Whatever was found before is still what is found. And it is found by few looks at indexes: those of what is believed now
-- alone serve no question as of a past moment, so that every amount had all rates of the tenant read.
DROP INDEX exchange_rate_of_pair;
CREATE INDEX exchange_rate_of_pair ON exchange_rate (tenant_id, base, quote, rate_on);
CREATE INDEX exchange_rate_of_quote ON exchange_rate (tenant_id, quote, base, rate_on);

-- The newest rate of a pair on or before the day, whichever way it was said, as a fraction; of one day, not turned round.
CREATE FUNCTION newest_rate(tenant integer, own text, wanted text, rate_day date, as_of timestamptz)
    RETURNS TABLE (rate_on date, turned boolean, above numeric, below numeric)
    LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT said.rate_on, said.turned, said.above, said.below
      FROM ((SELECT r.rate_on, false AS turned, r.rate AS above, 1::numeric AS below
               FROM exchange_rate r
              WHERE r.tenant_id = tenant AND r.base = own AND r.quote = wanted AND r.rate_on <= rate_day
                AND r.known_from <= coalesce(as_of, 'infinity') AND (r.known_to = 'infinity' OR r.known_to > as_of)
              ORDER BY r.rate_on DESC LIMIT 1)
            UNION ALL
            (SELECT r.rate_on, true, 1::numeric, r.rate
               FROM exchange_rate r
              WHERE r.tenant_id = tenant AND r.base = wanted AND r.quote = own AND r.rate_on <= rate_day
                AND r.known_from <= coalesce(as_of, 'infinity') AND (r.known_to = 'infinity' OR r.known_to > as_of)
              ORDER BY r.rate_on DESC LIMIT 1)) said
     ORDER BY said.rate_on DESC, said.turned LIMIT 1
$$;
GRANT EXECUTE ON FUNCTION newest_rate TO kennzahl_app;

-- The currencies that a rate to or from this one was ever said of; from one to the next by the indexes, not by all days.
CREATE FUNCTION rate_partners(tenant integer, own text) RETURNS TABLE (currency text)
    LANGUAGE sql STABLE PARALLEL SAFE AS $$
    WITH RECURSIVE quoted AS (
        SELECT (SELECT r.quote FROM exchange_rate r WHERE r.tenant_id = tenant AND r.base = own ORDER BY r.quote LIMIT 1) AS code
        UNION ALL
        SELECT (SELECT r.quote FROM exchange_rate r WHERE r.tenant_id = tenant AND r.base = own AND r.quote > q.code ORDER BY r.quote LIMIT 1)
          FROM quoted q WHERE q.code IS NOT NULL
    ), based AS (
        SELECT (SELECT r.base FROM exchange_rate r WHERE r.tenant_id = tenant AND r.quote = own ORDER BY r.base LIMIT 1) AS code
        UNION ALL
        SELECT (SELECT r.base FROM exchange_rate r WHERE r.tenant_id = tenant AND r.quote = own AND r.base > b.code ORDER BY r.base LIMIT 1)
          FROM based b WHERE b.code IS NOT NULL
    )
    SELECT code FROM quoted WHERE code IS NOT NULL UNION SELECT code FROM based WHERE code IS NOT NULL
$$;
GRANT EXECUTE ON FUNCTION rate_partners TO kennzahl_app;

-- The shortest way comes first, even if it is older: the pair as it was said or turned round; then a base that both have a rate to on one
-- day; then any currency that both have a rate with, whichever way each was said, each by its newest rate. Of several the newest
-- way, one being as old as its older leg, and of those of one day the first in the alphabet. In PL/pgSQL, since it keeps the
-- plan of each step and makes ready only those that it comes to; planned for a few looks at indexes whatever the statement around it is for.
CREATE OR REPLACE FUNCTION exchange_rate_on(tenant integer, own text, wanted text, rate_day date, as_of timestamptz) RETURNS numeric
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    SET plan_cache_mode = force_generic_plan SET enable_nestloop = on SET enable_sort = on AS $$
DECLARE
    found numeric;
BEGIN
    SELECT CASE WHEN turned THEN round(above / below, rate_digits(below / above)) ELSE above END INTO found
      FROM newest_rate(tenant, own, wanted, rate_day, as_of);
    IF found IS NOT NULL THEN
        RETURN found;
    END IF;
    SELECT round(day.above / day.below, rate_digits(day.below / day.above)) INTO found
      FROM rate_partners(tenant, own) via
     CROSS JOIN LATERAL (
           SELECT o.rate_on, w.rate AS above, o.rate AS below
             FROM exchange_rate o
             JOIN exchange_rate w ON w.tenant_id = tenant AND w.base = via.currency AND w.quote = wanted AND w.rate_on = o.rate_on
            WHERE o.tenant_id = tenant AND o.base = via.currency AND o.quote = own AND o.rate_on <= rate_day
              AND o.known_from <= coalesce(as_of, 'infinity') AND (o.known_to = 'infinity' OR o.known_to > as_of)
              AND w.known_from <= coalesce(as_of, 'infinity') AND (w.known_to = 'infinity' OR w.known_to > as_of)
              AND EXISTS (SELECT FROM exchange_rate e WHERE e.tenant_id = tenant AND e.base = via.currency AND e.quote = wanted)
            ORDER BY o.rate_on DESC LIMIT 1) day
     ORDER BY day.rate_on DESC, via.currency LIMIT 1;
    IF found IS NOT NULL THEN
        RETURN found;
    END IF;
    SELECT round(f.above * t.above / (f.below * t.below), rate_digits(f.below * t.below / (f.above * t.above))) INTO found
      FROM rate_partners(tenant, own) via
     CROSS JOIN LATERAL newest_rate(tenant, own, via.currency, rate_day, as_of) f
     CROSS JOIN LATERAL newest_rate(tenant, via.currency, wanted, rate_day, as_of) t
     ORDER BY least(f.rate_on, t.rate_on) DESC, via.currency LIMIT 1;
    RETURN found;
END
$$;
