package dev.kennzahl;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * What an address that is set implies: that the thing at its other end is used. Quarkus has a switch beside each address, so that a
 * user would have to set two things; {@code application.properties} has these switches off.
 */
public final class ImpliedSettings implements ConfigSourceFactory {
    /** Above application.properties (250), below the environment (300), where the switch itself may be set. */
    private static final int ORDINAL = 260;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        Map<String, String> implied = new HashMap<>();
        if (isSet(context, "kennzahl.oidc.issuer")) {
            implied.put("quarkus.oidc.tenant-enabled", "true");
        }
        if (isSet(context, "kennzahl.traces.endpoint")) {
            implied.put("quarkus.otel.sdk.disabled", "false");
        }
        return implied.isEmpty() ? List.of() : List.of(new PropertiesConfigSource(implied, "implied", ORDINAL));
    }

    private static boolean isSet(ConfigSourceContext context, String name) {
        ConfigValue value = context.getValue(name);
        return value != null && value.getValue() != null && !value.getValue().isBlank();
    }
}
