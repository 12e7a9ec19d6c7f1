/** The intake over HTTP: webhooks, connections, deliveries, imports. */
@NullMarked
package dev.kennzahl.ingestion.web;

import org.jspecify.annotations.NullMarked;
