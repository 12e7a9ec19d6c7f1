package dev.kennzahl.ingestion.sender;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.ChangeEvent;
import dev.kennzahl.sales.EntityType;

/** The event types this project defines for senders without a format of their own; other types have no effect. */
enum SalesEventType {
    LEAD_CREATED(EntityType.LEAD, ChangeEvent.Kind.CREATED, "open"),
    DEAL_CREATED(EntityType.DEAL, ChangeEvent.Kind.CREATED, "open"),
    DEAL_STAGE_CHANGED(EntityType.DEAL, ChangeEvent.Kind.CHANGED, null),
    DEAL_AMOUNT_CHANGED(EntityType.DEAL, ChangeEvent.Kind.CHANGED, null),
    DEAL_WON(EntityType.DEAL, ChangeEvent.Kind.CHANGED, "won"),
    DEAL_LOST(EntityType.DEAL, ChangeEvent.Kind.CHANGED, "lost"),
    DEAL_REOPENED(EntityType.DEAL, ChangeEvent.Kind.CHANGED, "open"),
    DEAL_DELETED(EntityType.DEAL, ChangeEvent.Kind.DELETED, null),
    DEAL_MERGED(EntityType.DEAL, ChangeEvent.Kind.MERGED, null);

    private final EntityType entity;
    private final ChangeEvent.Kind kind;
    private final @Nullable String status;

    SalesEventType(EntityType entity, ChangeEvent.Kind kind, @Nullable String status) {
        this.entity = entity;
        this.kind = kind;
        this.status = status;
    }

    static Optional<SalesEventType> of(String type) {
        return Arrays.stream(values())
                .filter(known -> known.typeName().equals(type))
                .findFirst();
    }

    /** The name in messages: {@code sales.deal.stage_changed}. */
    String typeName() {
        return "sales." + name().toLowerCase(Locale.ROOT).replaceFirst("_", ".");
    }

    EntityType entity() {
        return entity;
    }

    ChangeEvent.Kind kind() {
        return kind;
    }

    /** The status the record has from then on; empty when the event says nothing about it. */
    Optional<String> status() {
        return Optional.ofNullable(status);
    }

    boolean closes() {
        return this == DEAL_WON || this == DEAL_LOST;
    }

    /** The data member that names the record: {@code dealId}. */
    String idMember() {
        return entity.key() + "Id";
    }
}
