package dev.kennzahl.metrics.subject;

import java.util.List;
import java.util.Map;

import dev.kennzahl.catalogue.Dimension;

/** The dimensions that a record has because it names somebody or something. */
final class ReferredDimensions {
    private ReferredDimensions() {}

    static Map<Dimension, DimensionPart> of(MasterData data, String key) {
        return switch (data) {
            case OWNER ->
                Map.of(
                        Dimension.OWNER,
                        new DimensionPart(key, "o.name", List.of(MasterData.OWNER)),
                        Dimension.TEAM,
                        attribute("o.team", MasterData.OWNER),
                        Dimension.MANAGER,
                        new DimensionPart("o.manager_id", "m.name", List.of(MasterData.OWNER, MasterData.MANAGER)));
            case CUSTOMER ->
                Map.of(
                        Dimension.CUSTOMER,
                        new DimensionPart(key, "c.name", List.of(MasterData.CUSTOMER)),
                        Dimension.COUNTRY,
                        attribute("c.country", MasterData.CUSTOMER),
                        Dimension.INDUSTRY,
                        attribute("c.industry", MasterData.CUSTOMER),
                        Dimension.SEGMENT,
                        attribute("c.segment", MasterData.CUSTOMER),
                        Dimension.COMPANY_SIZE,
                        attribute("c.company_size", MasterData.CUSTOMER),
                        Dimension.NEEDS,
                        attribute("c.needs", MasterData.CUSTOMER));
            case PRODUCT ->
                Map.of(
                        Dimension.PRODUCT,
                        new DimensionPart(key, "p.name", List.of(MasterData.PRODUCT)),
                        Dimension.PRODUCT_GROUP,
                        attribute("p.product_group", MasterData.PRODUCT));
            case LEAD ->
                Map.of(
                        Dimension.LEAD_SOURCE,
                        attribute("l.lead_source", MasterData.LEAD),
                        Dimension.CAMPAIGN,
                        attribute("l.campaign_id", MasterData.LEAD));
            case MANAGER -> Map.of();
        };
    }

    private static DimensionPart attribute(String sql, MasterData data) {
        return new DimensionPart(sql, null, List.of(data));
    }

    /** The record's region; where it has none its owner's, else its customer's. */
    static DimensionPart regionOr(String own, MasterData... others) {
        StringBuilder sql = new StringBuilder("coalesce(" + own);
        for (MasterData other : others) {
            sql.append(other == MasterData.OWNER ? ", o.region" : ", c.region");
        }
        return new DimensionPart(sql.append(")").toString(), null, List.of(others), own);
    }
}
