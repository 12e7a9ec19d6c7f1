package dev.kennzahl.catalogue;

import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which way is better. */
@Description("Which way is better.")
@Schema(description = "Which way is better.")
public enum Direction {
    @Description("More is better.")
    HIGHER_IS_BETTER,
    @Description("Less is better.")
    LOWER_IS_BETTER,
    @Description("Neither; it is a matter of balance.")
    NEUTRAL
}
