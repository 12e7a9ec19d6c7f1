package dev.kennzahl.metrics.subject;

/**
 * How records come to be in a bucket.
 *
 * @param from the part that dates a record, or where its span begins
 * @param to where its span ends, itself outside; the same as {@code from} for all that is no span
 * @param isSoFar whether of a span no day counts that lies ahead of the answer's: a bucket that is not over ends with that day, and
 *     one that lies ahead is that day alone
 */
public record Moment(Subject subject, Timing timing, String from, String to, boolean isSoFar) {
    Moment(Subject subject, Timing timing, String from, String to) {
        this(subject, timing, from, to, false);
    }

    /** The ways. */
    public enum Timing {
        /** By an instant; what happened within the bucket. Records count as they ended up. */
        INSTANT,
        /** By a local date; what happened within the bucket. */
        DATE,
        /** By valid time; what was so just before the bucket's end. A balance: never summed over time. */
        STANDING,
        /** By two local dates; what was so on the day before the bucket's first. A balance. */
        AT_START,
        /** By two local dates; what was so on the bucket's last day. A balance. */
        AT_END,
        /** By two local dates; the share of the bucket's days that the span covers. An average over the bucket: never summed over time. */
        SPAN,
        /** By two local dates; the number of the bucket's days that the span covers. A record may be in several buckets. */
        SPAN_DAYS,
        /** By two local dates; whole, if the span covers any of the bucket's days. A record may be in several buckets. */
        SPAN_WHOLE,
        /** By two local dates; whole, if the span has begun before the bucket and holds on its first day. */
        SPAN_AT_START,
        /** By two local dates; whole, if the span has begun before the bucket and goes on after its last day. */
        SPAN_THROUGHOUT,
        /** By two local dates; whole, if the span holds on the bucket's last day. */
        SPAN_AT_END,
        /** By two local dates; for each day from the span's beginning to the bucket's last day, if the span holds on that. */
        SPAN_AGE,
        /** By the relation itself, which looks at {@code :bucket_starts} and {@code :bucket_ends} and says in {@code f.bucket} which one a row is about. */
        PER_BUCKET,
        /** By two local dates; what is planned for them, of which a bucket has its share. Never summed over time. */
        PLANNED
    }

    /** Whether records are in a bucket by the days that they share with it. */
    public boolean isSpan() {
        return switch (timing) {
            case SPAN, SPAN_DAYS, SPAN_WHOLE, SPAN_AT_START, SPAN_THROUGHOUT, SPAN_AT_END, SPAN_AGE -> true;
            case INSTANT, DATE, STANDING, AT_START, AT_END, PER_BUCKET, PLANNED -> false;
        };
    }

    /** Whether a span that counts does so whole, however many of the bucket's days it shares. */
    public boolean isWhole() {
        return isSpan() && timing != Timing.SPAN && timing != Timing.SPAN_DAYS && timing != Timing.SPAN_AGE;
    }

    /** The same span, of which no day counts that lies ahead. */
    public Moment soFar() {
        return new Moment(subject, timing, from, to, true);
    }

    /** The same span, of which each day counts 1. */
    public Moment countingDays() {
        return countedBy(Timing.SPAN_DAYS);
    }

    /** The same span, which counts whole if it shares any day with the bucket. */
    public Moment countingWhole() {
        return countedBy(Timing.SPAN_WHOLE);
    }

    /** The same span, which counts whole if it held when the bucket began. */
    public Moment heldAtStart() {
        return countedBy(Timing.SPAN_AT_START);
    }

    /** The same span, which counts whole if it held when the bucket began and goes on when it is over. */
    public Moment heldThroughout() {
        return countedBy(Timing.SPAN_THROUGHOUT);
    }

    /** The same span, which counts whole if it holds on the bucket's last day. */
    public Moment heldAtEnd() {
        return countedBy(Timing.SPAN_AT_END);
    }

    /** The same, of which each day from its beginning to the bucket's last counts 1. */
    public Moment sinceBeginning() {
        return countedBy(Timing.SPAN_AGE);
    }

    /** The same span, as it stood on the day before the bucket's first. */
    public Moment atStart() {
        return new Moment(subject, Timing.AT_START, from, to);
    }

    /** The same span, as it stood on the bucket's last day. */
    public Moment atEnd() {
        return new Moment(subject, Timing.AT_END, from, to);
    }

    /** Whether it is what was so at one time, and never summed over time. */
    public boolean isBalance() {
        return timing == Timing.STANDING || timing == Timing.AT_START || timing == Timing.AT_END;
    }

    /** Whether its values belong to the bucket as a whole, and those of parts of it do not add up to them. */
    public boolean isState() {
        return isBalance() || timing == Timing.PLANNED || timing == Timing.PER_BUCKET || isSpan();
    }

    private Moment countedBy(Timing other) {
        return new Moment(subject, other, from, to, isSoFar);
    }
}
