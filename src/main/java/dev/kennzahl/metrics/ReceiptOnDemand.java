package dev.kennzahl.metrics;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/** A receipt that is made when it is first wanted: many who ask never do, and an answer given again has it already. */
public final class ReceiptOnDemand {
    private final Supplier<SealedReceipt> making;
    /** Two who want it at once may both make it; they make the same. */
    private volatile @Nullable SealedReceipt made;

    ReceiptOnDemand(Supplier<SealedReceipt> making) {
        this.making = making;
    }

    /** The receipt. */
    public SealedReceipt get() {
        SealedReceipt receipt = made;
        if (receipt == null) {
            receipt = making.get();
            made = receipt;
        }
        return receipt;
    }
}
