package dev.kennzahl.metrics.sql;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.database.SqlTime;

/** The words in parts of statements that stand for what the question says: {@code :tenant}, {@code :zone}, {@code :known(f)}. */
final class Words {
    /** A cast, {@code ::text}, is none. */
    private static final Pattern WORD = Pattern.compile("(?<!:):([a-z_]+)(?:\\(([a-z_]+)\\))?");

    private final Question question;
    private final Parameters parameters;
    /** What they stand for, bound at first use: Postgres refuses a parameter that no part of the statement mentions. */
    private final Map<String, String> bound;

    private Supplier<String> bucketStart = () -> {
        throw new IllegalStateException(":bucket_start is for what happens at an instant");
    };

    private List<ReportingPeriod> buckets = List.of();

    Words(Question question, Parameters parameters) {
        this(question, parameters, new HashMap<>());
    }

    private Words(Question question, Parameters parameters, Map<String, String> bound) {
        this.question = question;
        this.parameters = parameters;
        this.bound = bound;
    }

    /** The same of another question as of the same time: what is bound serves both. */
    Words sharedBy(Question other) {
        return new Words(other, parameters, bound);
    }

    Parameters parameters() {
        return parameters;
    }

    /** A part of ours with its words replaced by bound values. */
    String text(String part) {
        return WORD.matcher(part)
                .replaceAll(found -> Matcher.quoteReplacement(meaning(found.group(1), found.group(2))));
    }

    private String meaning(String word, @Nullable String argument) {
        return switch (word) {
            case "tenant" -> bound(word, question::tenantId, "");
            case "now" -> bound(word, () -> SqlTime.parameter(question.now()), "::timestamptz");
            case "today" -> bound(word, () -> SqlTime.parameter(question.today()), "::date");
            case "zone" -> bound(word, () -> question.zone().getId(), "::text");
            case "currency" -> bound(word, question::currency, "::text");
            case "tenant_currency" -> bound(word, question::tenantCurrency, "::text");
            case "churn_model" -> bound(word, () -> question.churn().name(), "::text");
            case "purchase_window_days" -> bound(word, () -> question.churn().purchaseWindowDays(), "::integer");
            case "as_of" ->
                question.asOf() == null
                        ? "NULL::timestamptz"
                        : bound(
                                word,
                                () -> SqlTime.parameter(Objects.requireNonNull(question.asOf())),
                                "::timestamptz");
            case "bucket_starts" -> bound(word, () -> days(ReportingPeriod::from), "::date[]");
            case "bucket_ends" -> bound(word, () -> days(ReportingPeriod::to), "::date[]");
            case "bucket_start" -> bucketStart.get();
            case "known" -> believed(String.valueOf(argument));
            case "option" ->
                bound(
                        word + " " + argument,
                        () -> Objects.requireNonNull(question.options().get(argument)),
                        "::integer");
            default -> throw new IllegalStateException("no such word: " + word);
        };
    }

    /** What {@code :bucket_start} stands for: a part that gives the beginning of the record's bucket. */
    void startBucketsAt(String part) {
        bucketStart = () -> part;
    }

    /** The same where there is but one bucket, which begins at that instant. */
    void startBucketsAt(Supplier<Object> instant) {
        bucketStart = () -> bound("bucket_start", instant, "::timestamptz");
    }

    /** The buckets that {@code :bucket_starts} and {@code :bucket_ends} tell of, one after the other. */
    void lookAt(List<ReportingPeriod> periods) {
        buckets = periods;
    }

    private LocalDate[] days(Function<ReportingPeriod, LocalDate> end) {
        return buckets.stream().map(end).map(SqlTime::parameter).toArray(LocalDate[]::new);
    }

    private String bound(String word, Supplier<Object> value, String cast) {
        return bound.computeIfAbsent(word, key -> parameters.bind(value.get()) + cast);
    }

    /** Which rows count by known time: those believed now, or those believed at an instant. */
    private String believed(String alias) {
        return question.asOf() == null
                ? alias + ".known_to = 'infinity'"
                : text(alias + ".known_from <= :as_of AND " + alias + ".known_to > :as_of");
    }
}
