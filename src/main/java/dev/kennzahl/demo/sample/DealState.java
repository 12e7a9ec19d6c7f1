package dev.kennzahl.demo.sample;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

/**
 * What is true of a deal for a while.
 *
 * @param region empty where the owner's region counts
 * @param closedAt set while the deal is closed
 */
public record DealState(
        String name,
        String customerId,
        @Nullable String leadId,
        String ownerId,
        String productId,
        @Nullable String region,
        String channel,
        DealStage stage,
        BigDecimal amount,
        @Nullable LocalDate expectedCloseOn,
        @Nullable Instant closedAt,
        @Nullable String lostReason) {

    public boolean isOpen() {
        return stage.isOpen();
    }

    public boolean isWon() {
        return stage == DealStage.CLOSED_WON;
    }

    public boolean isLost() {
        return stage == DealStage.CLOSED_LOST;
    }

    DealState at(DealStage next) {
        return with(ownerId, next, amount, expectedCloseOn, null, null);
    }

    DealState worth(BigDecimal newAmount) {
        return with(ownerId, stage, newAmount, expectedCloseOn, closedAt, lostReason);
    }

    DealState expected(@Nullable LocalDate closeOn) {
        return with(ownerId, stage, amount, closeOn, closedAt, lostReason);
    }

    DealState ownedBy(String newOwnerId) {
        return with(newOwnerId, stage, amount, expectedCloseOn, closedAt, lostReason);
    }

    DealState won(Instant at) {
        return with(ownerId, DealStage.CLOSED_WON, amount, expectedCloseOn, at, null);
    }

    DealState lost(Instant at, @Nullable String reason) {
        return with(ownerId, DealStage.CLOSED_LOST, amount, expectedCloseOn, at, reason);
    }

    private DealState with(
            String newOwnerId,
            DealStage newStage,
            BigDecimal newAmount,
            @Nullable LocalDate newExpectedCloseOn,
            @Nullable Instant newClosedAt,
            @Nullable String newLostReason) {
        return new DealState(
                name,
                customerId,
                leadId,
                newOwnerId,
                productId,
                region,
                channel,
                newStage,
                newAmount,
                newExpectedCloseOn,
                newClosedAt,
                newLostReason);
    }
}
