package dev.kennzahl.forecast.web;

import java.io.IOException;
import java.util.stream.DoubleStream;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.kennzahl.forecast.series.GappyValues;

/** Reads numbers and gaps without an object for each, and takes nothing else: a text that looks like a number is a mistake of the sender. */
@RegisterForReflection
final class ValuesReader extends StdDeserializer<GappyValues> {
    ValuesReader() {
        super(GappyValues.class);
    }

    @Override
    public GappyValues deserialize(JsonParser json, DeserializationContext context) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw JsonMappingException.from(json, "not an array");
        }
        DoubleStream.Builder values = DoubleStream.builder();
        int count = 0;
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            if (token == JsonToken.VALUE_NULL) {
                values.add(Double.NaN);
            } else if (token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT) {
                values.add(json.getDoubleValue());
            } else {
                throw JsonMappingException.wrapWithPath(
                        JsonMappingException.from(json, "neither a number nor null"), this, count);
            }
            count++;
        }
        return new GappyValues(values.build().toArray());
    }
}
