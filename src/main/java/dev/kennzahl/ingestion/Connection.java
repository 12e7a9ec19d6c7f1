package dev.kennzahl.ingestion;

import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import org.jspecify.annotations.Nullable;

/** A tenant's connection to a CRM: where its webhooks come in, how they are proved and how they are read. */
@Entity
@Table(name = "connection")
@IdClass(Connection.Key.class)
public class Connection extends PanacheEntityBase {
    @Id
    @Column(name = "tenant_id")
    public Integer tenantId;

    @Id
    @Column(name = "connection_id")
    public UUID connectionId;

    public String sender;

    public String name;

    /** The JSON of {@link Secrets}, sealed by the {@link SecretVault}; never shown again. */
    public String secrets;

    /** The JSON object the user gave. */
    public String options;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "updated_at")
    public Instant updatedAt;

    @Column(name = "deleted_at")
    public @Nullable Instant deletedAt;

    /** The tenant leads every key. */
    public static class Key implements Serializable {
        public Integer tenantId;
        public UUID connectionId;

        public Key() {}

        public Key(int tenantId, UUID connectionId) {
            this.tenantId = tenantId;
            this.connectionId = connectionId;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.tenantId.equals(tenantId) && key.connectionId.equals(connectionId);
        }

        @Override
        public int hashCode() {
            return java.util.Objects.hash(tenantId, connectionId);
        }
    }
}
