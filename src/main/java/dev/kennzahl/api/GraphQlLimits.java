package dev.kennzahl.api;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What one GraphQL document may ask for; depth and the number of fields are limited in application.properties beside it. */
@ConfigMapping(prefix = "kennzahl.graphql")
interface GraphQlLimits {
    /** How many fields of the query itself, aliases included: each is a question to the store of its own. */
    @WithDefault("50")
    int maxRootFields();
}
