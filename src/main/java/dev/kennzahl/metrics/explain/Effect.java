package dev.kennzahl.metrics.explain;

import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Enum;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What made a part of a difference. */
@Enum("ChangeEffect")
@Description("What made a part of a difference.")
@Schema(name = "ChangeEffect", description = "What made a part of a difference.")
public enum Effect {
    @Description("Groups that are in the later period only.")
    NEW,
    @Description("Groups that are in the earlier period only.")
    LOST,
    @Description("More or fewer records (or pieces) of groups in both periods, at the shares and prices of before.")
    VOLUME,
    @Description(
            "Other shares of groups: of prices at those of before, of rates against the mean of both overall rates.")
    MIX,
    @Description("Other amounts per record (or piece), at the volume of after.")
    PRICE,
    @Description("Other rates within groups, at the mean of their shares before and after.")
    RATE,
    @Description("Groups in both periods that gained, where there is no more to tell.")
    GROWTH,
    @Description("Groups in both periods that lost, where there is no more to tell.")
    DECLINE,
    @Description("What stands above the line of a quotient.")
    NUMERATOR,
    @Description("What stands below the line of a quotient.")
    DENOMINATOR,
    @Description("A figure or a sum that it is made of.")
    PART,
    @Description("What came into a balance between the ends of the periods.")
    ENTERED,
    @Description("What left a balance between the ends of the periods.")
    LEFT,
    @Description("What is in a balance at both ends, with another amount.")
    CHANGED,
    @Description("All of it, where its parts cannot change one by one: a step between would divide by zero.")
    WHOLE
}
