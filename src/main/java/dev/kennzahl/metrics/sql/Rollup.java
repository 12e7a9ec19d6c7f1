package dev.kennzahl.metrics.sql;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.catalogue.Dimension;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.sql.Question.DimensionRef;
import dev.kennzahl.metrics.subject.Aggregate;
import dev.kennzahl.metrics.subject.Contribution;
import dev.kennzahl.metrics.subject.MasterData;
import dev.kennzahl.metrics.subject.Moment;

/**
 * Sums that are kept by day and month: of what happened at a moment, split by one dimension, or by the day it became known, which
 * tells what was known at the beginning of any day.
 *
 * @param key its name: {@code deal.closed.region}
 * @param dimension null for the day it became known
 * @param measures what is summed, in the order of the cells
 * @param layout changes when the same records would give other cells
 */
public record Rollup(String key, Moment moment, @Nullable Dimension dimension, List<Measure> measures, String layout) {
    /** How many numbers a cell holds of each measure: sum, records, with a known part, with a part other than zero. */
    static final int WIDTH = 4;

    /** The local day before which it was not known; what became known the moment a day began was known at its beginning. */
    private static final String KNOWN_ON = "reporting_day(f.known_from - interval '1 microsecond', :zone)::text";

    /** A word other than the zone: what it stands for is not the record's own. */
    private static final Pattern FOREIGN_WORD = Pattern.compile("(?<!:):(?!zone\\b)[a-z_]+");

    /**
     * Whether a measure can be kept: a sum that depends on nothing but the record itself, its day and the day's exchange rate.
     */
    public static boolean canKeep(Measure measure) {
        Contribution.Money money = measure.contribution().money();
        String sql = measure.condition().sql() + " " + measure.contribution().sql();
        return measure.aggregate() == Aggregate.SUM
                && !measure.moment().isState()
                && !FOREIGN_WORD.matcher(sql).find()
                && !MasterData.isReadBy(sql)
                && (money == null || money.day().equals(dayOf(measure.moment())));
    }

    /** The local day of a moment, as contributions say it. */
    private static String dayOf(Moment moment) {
        return moment.timing() == Moment.Timing.DATE
                ? moment.from()
                : "(" + moment.from() + " AT TIME ZONE :zone)::date";
    }

    /** The dimensions that can be told from its cells. */
    Set<Dimension> covers() {
        if (dimension == null) {
            return Set.of();
        }
        return switch (dimension) {
            case OWNER -> Set.of(Dimension.OWNER, Dimension.TEAM, Dimension.MANAGER);
            case PRODUCT -> Set.of(Dimension.PRODUCT, Dimension.PRODUCT_GROUP);
            default -> Set.of(dimension);
        };
    }

    /** Whether the cells answer the question. */
    boolean serves(Question question, Collection<Measure> asked) {
        return question.besides() == null
                && measures.containsAll(asked)
                && (!isByKnownDay() || question.isOfTheBeginningOfADay())
                && question.groupBy().stream().allMatch(this::tells)
                && question.where().stream().allMatch(restriction -> tells(restriction.dimension()));
    }

    private boolean tells(DimensionRef reference) {
        return reference.dimension() != null && covers().contains(reference.dimension());
    }

    /** Whether it tells what was known when a day began, and nothing else. */
    boolean isByKnownDay() {
        return dimension == null;
    }

    /** The part that gives the dimension of a record. */
    String split() {
        return split(moment, dimension);
    }

    private static String split(Moment moment, @Nullable Dimension dimension) {
        return dimension == null
                ? KNOWN_ON
                : moment.subject().dimension(dimension).orElseThrow().sql();
    }

    /** What the part reads besides the record. */
    List<MasterData> needs() {
        return dimension == null
                ? List.of()
                : moment.subject().dimension(dimension).orElseThrow().needs();
    }

    /** Whether a record's cell may change although the record does not. */
    boolean dependsOnMasterData() {
        return MasterData.isReadBy(split());
    }

    /** A rollup with its layout, which every question compares: computed once. */
    public static Rollup of(String key, Moment moment, @Nullable Dimension dimension, List<Measure> measures) {
        String split = split(moment, dimension);
        return new Rollup(key, moment, dimension, measures, digest(moment.from() + split + measures));
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
