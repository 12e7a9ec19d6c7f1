package dev.kennzahl.api;

import java.math.BigDecimal;

import com.fasterxml.jackson.annotation.JsonValue;
import io.smallrye.graphql.api.CustomScalar;
import io.smallrye.graphql.api.CustomStringScalar;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An exact decimal number, written as a string in every interface: readers that know only binary floats cannot spoil it. */
@CustomScalar("Decimal")
@Description("An exact decimal number, written as a string such as \"1250.50\".")
@Schema(type = SchemaType.STRING, description = "An exact decimal number, written as a string.", examples = "1250.50")
public final class Decimal implements CustomStringScalar {
    private final BigDecimal value;

    /** Read by the GraphQL runtime. */
    public Decimal(String text) {
        this(new BigDecimal(text));
    }

    private Decimal(BigDecimal value) {
        this.value = value;
    }

    /** Null stays null. */
    public static @Nullable Decimal of(@Nullable BigDecimal value) {
        return value == null ? null : new Decimal(value);
    }

    @Override
    @JsonValue
    public String stringValueForSerialization() {
        return value.toPlainString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Decimal decimal && decimal.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return stringValueForSerialization();
    }
}
