package dev.kennzahl.metrics.subject;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.catalogue.Dimension;

/** A kind of record that figures are taken of: where it is kept, what it can be grouped by, and how it is shown. */
public final class Subject {
    private final String key;
    private final String dataset;
    private final String relation;
    private final History history;
    private final List<String> sources;
    private final @Nullable String customDataset;
    private final String described;
    private final Map<Dimension, DimensionPart> dimensions;
    private final Map<MasterData, String> keys;
    private final Map<Column, String> columns;

    /** What history its rows have. */
    public enum History {
        /** Valid and known time. */
        VERSIONS,
        /** Known time. */
        FACTS,
        /** Made of others; the relation has seen to it. */
        DERIVED
    }

    /** What is shown of a record behind a number. */
    public enum Column {
        ID("uuid"),
        EXTERNAL_ID("text"),
        NAME("text"),
        STATUS("text"),
        STAGE("text"),
        AMOUNT("numeric"),
        CURRENCY("text"),
        OWNER_ID("text"),
        CUSTOMER_ID("text"),
        PRODUCT_ID("text"),
        REGION("text"),
        CREATED_AT("timestamptz"),
        CLOSED_AT("timestamptz");

        private final String type;

        Column(String type) {
            this.type = type;
        }

        public String type() {
            return type;
        }
    }

    private Subject(Builder builder) {
        key = builder.key;
        dataset = builder.dataset;
        relation = builder.relation;
        history = builder.history;
        sources = List.copyOf(builder.sources);
        customDataset = builder.customDataset;
        described = builder.described;
        dimensions = new EnumMap<>(builder.dimensions);
        keys = new EnumMap<>(builder.keys);
        columns = new EnumMap<>(builder.columns);
    }

    /** The singular name: {@code deal}; custom attributes are kept under it. */
    public String key() {
        return key;
    }

    /** The data set its records come in by. */
    public String dataset() {
        return dataset;
    }

    /** All data sets that its records are made of, that one first. */
    public List<String> sources() {
        return sources;
    }

    /** The data set whose custom attributes are in its column {@code custom}; null if it has none. */
    public @Nullable String customDataset() {
        return customDataset;
    }

    /** The data set whose records its dimensions are those of: orders may count for what their customers are. */
    public String described() {
        return described;
    }

    /** A table, or a query in brackets. */
    public String relation() {
        return relation;
    }

    public History history() {
        return history;
    }

    public Set<Dimension> dimensions() {
        return dimensions.keySet();
    }

    public Optional<DimensionPart> dimension(Dimension dimension) {
        return Optional.ofNullable(dimensions.get(dimension));
    }

    /** The part that names the record's own owner, customer and so on; null if it has none. */
    public @Nullable String keyOf(MasterData data) {
        return data == MasterData.MANAGER ? "o.manager_id" : keys.get(data);
    }

    /** The part that a column shows; null if the record has nothing of the kind. */
    public @Nullable String column(Column column) {
        return columns.get(column);
    }

    /** What happened at an instant. */
    public Moment at(String sql) {
        return new Moment(this, Moment.Timing.INSTANT, sql, sql);
    }

    /** What happened on a local date. */
    public Moment on(String sql) {
        return new Moment(this, Moment.Timing.DATE, sql, sql);
    }

    /** What was so at the bucket's end. */
    public Moment standing() {
        return new Moment(this, Moment.Timing.STANDING, "f.valid_from", "f.valid_to");
    }

    /** What had happened by the bucket's end, since ever. */
    public Moment since(String sql) {
        return new Moment(this, Moment.Timing.STANDING, sql, "'infinity'::timestamptz");
    }

    /** What the relation says of each bucket; the part is the local date of its rows. */
    public Moment perBucket(String sql) {
        return new Moment(this, Moment.Timing.PER_BUCKET, sql, sql);
    }

    /** What was so on the days from one date to another, which is outside and may be {@code 'infinity'}. */
    public Moment during(String from, String to) {
        return new Moment(this, Moment.Timing.SPAN, from, to);
    }

    /**
     * Sums of this subject's records by day, kept under the key of one dimension.
     *
     * @param cells a query in brackets with the columns {@code day} and {@code key}
     * @param dimension null where the key is none
     */
    public Subject summed(String cells, @Nullable Dimension dimension) {
        Builder summed = of(key, dataset, cells, History.DERIVED);
        if (dimension == null) {
            return summed.build();
        }
        switch (dimension) {
            case OWNER -> summed.refersTo(MasterData.OWNER, "f.key");
            case PRODUCT -> summed.refersTo(MasterData.PRODUCT, "f.key");
            default -> summed.has(dimension, "key");
        }
        return summed.build();
    }

    /** What is planned for the days from one date to another, which is outside. */
    public Moment planned(String from, String to) {
        return new Moment(this, Moment.Timing.PLANNED, from, to);
    }

    @Override
    public String toString() {
        return key;
    }

    static Builder of(String key, String dataset, String relation, History history) {
        return new Builder(key, dataset, relation, history);
    }

    /** Collects the parts of a subject. */
    static final class Builder {
        private final String key;
        private final String dataset;
        private final String relation;
        private final History history;
        private final List<String> sources = new ArrayList<>();
        private @Nullable String customDataset;
        private String described;
        private final Map<Dimension, DimensionPart> dimensions = new EnumMap<>(Dimension.class);
        private final Map<MasterData, String> keys = new EnumMap<>(MasterData.class);
        private final Map<Column, String> columns = new EnumMap<>(Column.class);

        private Builder(String key, String dataset, String relation, History history) {
            this.key = key;
            this.dataset = dataset;
            this.relation = relation;
            this.history = history;
            sources.add(dataset);
            described = dataset;
            customDataset = history == History.DERIVED ? null : dataset;
        }

        /** Other data sets that its records are made of. */
        Builder madeOf(String... datasets) {
            sources.addAll(List.of(datasets));
            return this;
        }

        /** That its relation has the custom attributes of a data set. */
        Builder withCustomAttributesOf(String customOf) {
            customDataset = customOf;
            return this;
        }

        /** That its dimensions are those of the records of another data set. */
        Builder describedAs(String datasetDescribed) {
            described = datasetDescribed;
            return this;
        }

        /** The part that holds the business key of an owner, customer, product or lead, with the dimensions that follow. */
        Builder refersTo(MasterData data, String sql) {
            keys.put(data, sql);
            dimensions.putAll(ReferredDimensions.of(data, sql));
            return this;
        }

        /** A dimension that is a column. */
        Builder has(Dimension dimension, String column) {
            return has(dimension, DimensionPart.own(column));
        }

        Builder has(Dimension dimension, DimensionPart part) {
            dimensions.put(dimension, part);
            return this;
        }

        Builder shows(Column column, String sql) {
            columns.put(column, sql);
            return this;
        }

        Subject build() {
            return new Subject(this);
        }
    }
}
