package dev.kennzahl.demo.sample;

/**
 * One message of the partner portal, by Standard Webhooks.
 *
 * @param webhookId the idempotency key: the same on every retry
 */
public record PortalMessage(String webhookId, byte[] body) {}
