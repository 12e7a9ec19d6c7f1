package dev.kennzahl.ingestion.sender;

import java.time.Instant;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A {@code sales.*} event, freed from the envelope it came in.
 *
 * @param item which item of the delivery, counted from 1
 * @param account whose records it speaks of, in the sender's words
 * @param key the duplicate key
 * @param data the members; anything but an object counts as no data
 */
record SalesEvent(
        long item, String sender, String account, SalesEventType type, Instant time, String key, JsonNode data) {}
