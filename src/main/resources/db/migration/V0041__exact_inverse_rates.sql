-- An inverse or a cross rate keeps fifteen digits that count, at least: of a weak currency, twelve decimals are but a few of them,
-- and hundreds of millions of it were off by cents. Still a decimal number, so that sums of amounts can be converted as a whole.
CREATE FUNCTION rate_digits(rate numeric) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS 'SELECT 14 + length(trunc(rate)::text)';
GRANT EXECUTE ON FUNCTION rate_digits TO kennzahl_app;

CREATE OR REPLACE FUNCTION exchange_rate_on(tenant integer, own text, wanted text, rate_day date, as_of timestamptz) RETURNS numeric
    LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(
        (SELECT CASE WHEN r.base = own THEN r.rate ELSE round(1 / r.rate, rate_digits(r.rate)) END
           FROM exchange_rate r
          WHERE r.tenant_id = tenant
            AND CASE WHEN as_of IS NULL THEN r.known_to = 'infinity' ELSE r.known_from <= as_of AND r.known_to > as_of END
            AND (r.base = own AND r.quote = wanted OR r.base = wanted AND r.quote = own)
            AND r.rate_on <= rate_day
          ORDER BY r.rate_on DESC, r.base = own DESC LIMIT 1),
        (SELECT round(w.rate / o.rate, rate_digits(o.rate / w.rate))
           FROM exchange_rate o
           JOIN exchange_rate w ON w.tenant_id = tenant AND w.base = o.base AND w.rate_on = o.rate_on AND w.quote = wanted
          WHERE o.tenant_id = tenant AND o.quote = own
            AND CASE WHEN as_of IS NULL THEN o.known_to = 'infinity' ELSE o.known_from <= as_of AND o.known_to > as_of END
            AND CASE WHEN as_of IS NULL THEN w.known_to = 'infinity' ELSE w.known_from <= as_of AND w.known_to > as_of END
            AND o.rate_on <= rate_day
          ORDER BY o.rate_on DESC, o.base LIMIT 1));
$$;
