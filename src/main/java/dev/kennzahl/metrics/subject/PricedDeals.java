package dev.kennzahl.metrics.subject;

import dev.kennzahl.catalogue.Dimension;

/**
 * Deals with the rank that their product's list price had among the competitors' when they were closed: on the newest day on which
 * prices of the product were observed, no more days before closing than the option {@code max_age_days} says. Ranks are worked out
 * once by product and day, and looked up in by halving.
 */
public final class PricedDeals {
    private static final String RELATION =
            """
            (SELECT d.*, CASE WHEN day.closed_on - r.days[place.at] <= :option(max_age_days) THEN r.ranks[place.at] END AS price_position
               FROM deal_version d
              CROSS JOIN LATERAL (SELECT (d.closed_at AT TIME ZONE :zone)::date AS closed_on) day
               LEFT JOIN (SELECT product_id, array_agg(observed_on ORDER BY observed_on) AS days,
                                 array_agg(rank ORDER BY observed_on) AS ranks
                            FROM (SELECT f.product_id, f.observed_on,
                                         CASE WHEN bool_and(f.converted IS NOT NULL)
                                              THEN 1 + count(*) FILTER (WHERE f.converted < f.own_price) END AS rank
                                    FROM %s f WHERE f.own_price > 0 AND f.price > 0
                                   GROUP BY f.product_id, f.observed_on) ranked
                           GROUP BY product_id) r ON r.product_id = d.product_id
              CROSS JOIN LATERAL (SELECT width_bucket(day.closed_on, r.days) AS at) place
              WHERE d.tenant_id = :tenant AND :known(d) AND d.valid_to = 'infinity')"""
                    .formatted(CompetitorPrices.OBSERVED);

    public static final Subject SUBJECT = Deals.described(
                    Subject.of("deal", "deals", RELATION, Subject.History.DERIVED))
            .has(Dimension.PRICE_POSITION, new DimensionPart("f.price_position::text", null, java.util.List.of()))
            .build();

    public static final Moment CLOSED = SUBJECT.at("f.closed_at");

    private static final Condition RANKED = new Condition("f.price_position IS NOT NULL");

    public static final Condition WON = Deals.WON.and(RANKED);
    public static final Condition WON_OR_LOST = Deals.WON_OR_LOST.and(RANKED);

    private PricedDeals() {}
}
