package dev.kennzahl.ingestion;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The limits of the intake. */
@ConfigMapping(prefix = "kennzahl.ingestion")
public interface IngestionConfig {
    /** How many deliveries may wait for their commit before senders are told to try again later. */
    @WithDefault("10000")
    int maxWaitingDeliveries();

    /** How many deliveries share one commit at most. */
    @WithDefault("500")
    int deliveriesPerCommit();

    /**
     * How many deliveries are applied in one transaction at most. Only a burst fills it: then the many changes of one record are
     * folded once. Otherwise a turn takes what is there and is soon over.
     */
    @WithDefault("10000")
    int deliveriesPerTurn();

    /** How large the bodies applied in one transaction may be together: a delivery may hold one change, or a hundred. */
    @WithDefault("4194304")
    int bytesPerTurn();

    /**
     * The same of the one transaction, of all at a time, that may be large: a backlog is worked off faster the more of it is taken
     * at once, as of a record that changes again and again less is written. Some ten times as much memory is needed for it.
     */
    @WithDefault("16777216")
    int bytesPerLargeTurn();

    /**
     * How much memory the records take that are remembered from turn to turn, all tenants together: some 2 KB for a deal, so
     * that a bulk edit of 30,000 finds each of them at its second change.
     */
    @WithDefault("67108864")
    long hotRecordBytes();

    /** How many senders wait for an answer at once when answering goes before applying. */
    @WithDefault("24")
    int manyWaiting();

    /** How long a turn of applying waits at most while many senders wait; a change is to be seen within two seconds. */
    @WithDefault("0.5S")
    Duration answersFirst();

    /**
     * The same for a tenant whose own senders flood the intake with more than is answered and applied at once, counted from when
     * its changes came in: a flood is answered first and applied when it ebbs, or has waited that long.
     */
    @WithDefault("10S")
    Duration answersFirstUntil();

    /**
     * How long a sender waits for its answer at most: then it is told to send again, for the store is too slow. Less than the five
     * seconds after which HubSpot gives up, so that it hears that, and when to come again.
     */
    @WithDefault("4S")
    Duration answerWithin();

    /** How long to wait before trying again when the store could not be reached. */
    @WithDefault("1S")
    Duration retryAfter();

    /**
     * How often to look for work that nobody is at, such as what another node accepted before it died. Rare enough to cost
     * nothing, often enough that figures do not stay behind unnoticed.
     */
    @WithDefault("30S")
    Duration lookAgainEvery();

    /**
     * How many deliveries a connection may bring per second, on each node; 0 for any number. A CRM's bulk edit, delivered change
     * by change, must pass; what a node cannot take is held back by {@link #maxWaitingDeliveries} anyhow. So this stops only a
     * sender that runs wild.
     */
    @WithDefault("10000")
    int ratePerSecond();

    /** How many may come at once after a quiet while: a bulk edit comes in one go, a delivery for each of its records. */
    @WithDefault("100000")
    int rateBurst();

    /** The largest webhook, in bytes, that is verified and read on the event loop: a fraction of a millisecond's work. */
    @WithDefault("65536")
    int eventLoopBytes();

    /** How long an upload may pause between two pieces before it counts as broken off. */
    @WithDefault("30S")
    Duration uploadPause();

    /**
     * After how long without a further piece an upload that nobody ended counts as broken off, because its service was killed.
     * Far longer than a piece takes at any speed worth waiting for.
     */
    @WithDefault("PT1H")
    Duration giveUpUploadsAfter();

    /** How many rows of a file are applied in one transaction. */
    @WithDefault("1000")
    int rowsPerTurn();

    /**
     * How many rows of a file a dry run tries at most: it is one transaction, and until its end nothing else of the tenant is
     * applied. What comes in meanwhile is taken in and waits.
     */
    @WithDefault("100000")
    long dryRunRows();

    /** How many differing fields a dry run lists as examples. */
    @WithDefault("200")
    int dryRunDifferences();

    /** How many years before and after today a dry run looks for figures that move; a mistyped year must not cost an age. */
    @WithDefault("20")
    int dryRunYears();

    /** How many records' histories are written anew at a time when a tenant's zone changes; bounds the memory that takes. */
    @WithDefault("500")
    int recordsPerRebuild();

    /** How many rejected rows of a file are kept for download; further ones are only counted. */
    @WithDefault("100000")
    int maxRejections();

    /** The longest row of a file, in characters; longer ones are not rows but a missing quote. */
    @WithDefault("1000000")
    int maxRowLength();

    /** The size of the pieces in which an upload is stored, in bytes. */
    @WithDefault("524288")
    int chunkBytes();

    /** How long the raw request of an applied delivery is kept, and a dry run of an import. A quarter, so that a quarter's figures can be looked into. */
    @WithDefault("P90D")
    Duration keepBodies();

    /** How long deliveries are listed at all. A year and a month, so that last year's month is still there to compare. */
    @WithDefault("P400D")
    Duration keepDeliveries();

    /** How often to look for deliveries and uploads that are too old. An hour more or less is nothing against days. */
    @WithDefault("PT1H")
    Duration retentionEvery();

    /** How long a rotated-out secret stays valid beside the new one. */
    @WithDefault("P7D")
    Duration secretOverlap();
}
