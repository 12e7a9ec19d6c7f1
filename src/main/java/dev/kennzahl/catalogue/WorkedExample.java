package dev.kennzahl.catalogue;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A few records and the value they give, small enough to check by hand. Run as a test.
 *
 * @param files the records, as CSV with a header
 * @param settings of the tenant that are not at their defaults
 * @param options options of the KPI that are not at their defaults
 * @param groupBy the dimensions the answer is split by; the value is that of the first group
 * @param value the expected value as the service writes it; null for none
 * @param explanation how the value comes about, for readers
 */
public record WorkedExample(
        String variant,
        List<File> files,
        Map<String, String> settings,
        LocalDate from,
        LocalDate to,
        Map<String, Integer> options,
        List<String> groupBy,
        @Nullable String value,
        String explanation) {

    /** The column that says how many records alike a row stands for. */
    public static final String TIMES = "times";

    /**
     * Rows of a data set. Where the first column is {@link #TIMES}, which no data set has, each row stands for so many records
     * alike, whose keys, in the column that follows, end in -1, -2 and so on; a # further on stands for the number.
     */
    public record File(String dataset, String csv) {
        private static final String COUNTED = TIMES + ",";

        /** The rows as they are sent. */
        public String rows() {
            if (!csv.startsWith(COUNTED)) {
                return csv;
            }
            List<String> lines = csv.lines().toList();
            StringBuilder rows = new StringBuilder(lines.get(0).substring(COUNTED.length())).append('\n');
            for (String line : lines.subList(1, lines.size())) {
                String[] cells = line.split(",", 3);
                for (int i = 1; i <= Integer.parseInt(cells[0]); i++) {
                    rows.append(cells[1]).append('-').append(i).append(',');
                    rows.append(cells[2].replace("#", String.valueOf(i)));
                    rows.append('\n');
                }
            }
            return rows.toString();
        }
    }

    /** An example of deals alone. */
    public WorkedExample(
            String variant, String deals, LocalDate from, LocalDate to, @Nullable String value, String explanation) {
        this(variant, List.of(new File("deals", deals)), Map.of(), from, to, Map.of(), List.of(), value, explanation);
    }

    /** Of the records of one file; more may follow by {@link #with}. */
    public static WorkedExample of(
            String variant,
            String dataset,
            String csv,
            LocalDate from,
            LocalDate to,
            @Nullable String value,
            String explanation) {
        return new WorkedExample(
                variant, List.of(new File(dataset, csv)), Map.of(), from, to, Map.of(), List.of(), value, explanation);
    }

    /** The same with the records of another file. */
    public WorkedExample with(String dataset, String csv) {
        List<File> more = new java.util.ArrayList<>(files);
        more.add(new File(dataset, csv));
        return new WorkedExample(variant, List.copyOf(more), settings, from, to, options, groupBy, value, explanation);
    }

    /** The same with an option. */
    public WorkedExample option(String name, int number) {
        Map<String, Integer> more = new LinkedHashMap<>(options);
        more.put(name, number);
        return new WorkedExample(variant, files, settings, from, to, Map.copyOf(more), groupBy, value, explanation);
    }

    /** The same for a tenant with a setting, called as the tenant's resource calls it. */
    public WorkedExample setting(String name, String setTo) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put(name, setTo);
        return new WorkedExample(variant, files, Map.copyOf(more), from, to, options, groupBy, value, explanation);
    }

    /** The same split by dimensions. */
    public WorkedExample by(String... dimensions) {
        return new WorkedExample(variant, files, settings, from, to, options, List.of(dimensions), value, explanation);
    }
}
