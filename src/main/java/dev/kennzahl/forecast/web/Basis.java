package dev.kennzahl.forecast.web;

import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/** Of what forecasts of the past are made. */
@Name("ForecastBasis")
@Description("Of what forecasts of the past are made.")
public enum Basis {
    @Description("Of what was so in the CRM at the time, as it is known now, also when it came in by a file later.")
    VALID,
    @Description("Of what the service itself knew at the time.")
    KNOWN
}
