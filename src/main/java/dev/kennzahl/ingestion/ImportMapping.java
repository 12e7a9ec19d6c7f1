package dev.kennzahl.ingestion;

import java.io.Serializable;
import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;

/** A column mapping under a name, to be used by imports. */
@Entity
@Table(name = "import_mapping")
@IdClass(ImportMapping.Key.class)
public class ImportMapping extends PanacheEntityBase {
    @Id
    @Column(name = "tenant_id")
    public Integer tenantId;

    @Id
    public String name;

    /** The JSON of a {@link dev.kennzahl.ingestion.file.ColumnMapping}. */
    public String definition;

    @Column(name = "updated_at")
    public Instant updatedAt;

    /** The tenant leads every key. */
    public static class Key implements Serializable {
        public Integer tenantId;
        public String name;

        public Key() {}

        public Key(int tenantId, String name) {
            this.tenantId = tenantId;
            this.name = name;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.tenantId.equals(tenantId) && key.name.equals(name);
        }

        @Override
        public int hashCode() {
            return java.util.Objects.hash(tenantId, name);
        }
    }
}
