package dev.kennzahl.metrics.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.Messages;
import dev.kennzahl.catalogue.WorkedExample;

/**
 * What the template of the catalogue is filled with.
 *
 * @param isSingle whether it shows one KPI rather than all
 * @param wanted which of all
 * @param names all KPIs, also those not shown, for links to them
 */
public record KpiPage(
        boolean isSingle,
        KpiSearch wanted,
        Locale language,
        List<Section> sections,
        Map<String, KpiView> names,
        Messages messages) {

    /** KPIs of a section of the catalogue. */
    public record Section(KpiCategory category, List<KpiView> kpis) {}

    /** Rows of CSV. */
    public record Table(List<String> header, List<List<String>> rows) {}

    static Map<String, KpiView> byKey(List<KpiView> views) {
        return views.stream().collect(Collectors.toMap(KpiView::key, Function.identity()));
    }

    /** The language's code. */
    public String lang() {
        return language.getLanguage();
    }

    /** The codes of the languages there are besides. */
    public List<String> others() {
        return Messages.LANGUAGES.stream()
                .filter(other -> !other.equals(language))
                .map(Locale::getLanguage)
                .toList();
    }

    /** What a language is called by those who speak it. */
    public String languageName(String code) {
        return messages.find("page.language", Locale.forLanguageTag(code)).orElseThrow();
    }

    /** Whether it shows those of all that somebody wants. */
    public boolean isChosen() {
        return !isSingle && !wanted.isAll();
    }

    /** The section that somebody wants; empty for all. */
    public String chosenSection() {
        KpiCategory category = wanted.category();
        return category == null ? "" : word("category", category);
    }

    /** The text that somebody looks for; empty for none. */
    public String sought() {
        return wanted.text();
    }

    /** This page in another language. */
    public String inLanguage(String code) {
        StringBuilder query = new StringBuilder("?lang=" + code);
        KpiCategory category = wanted.category();
        if (category != null) {
            query.append("&category=").append(category.name().toLowerCase(Locale.ROOT));
        }
        if (!wanted.text().isEmpty()) {
            query.append("&q=").append(URLEncoder.encode(wanted.text(), StandardCharsets.UTF_8));
        }
        return query.toString();
    }

    /** The title: of the catalogue, or the name of the KPI shown. */
    public String title() {
        return isSingle ? sections.get(0).kpis().get(0).name() : text("title");
    }

    /** A text of the page itself. */
    public String text(String key) {
        return word("page", key);
    }

    /** What a value of a closed set is called: a unit, a dimension, a data set, … */
    public String word(String set, Object value) {
        String key = set + "." + value.toString().toLowerCase(Locale.ROOT);
        return messages.find(key, language).orElseThrow(() -> new IllegalStateException("no text for " + key));
    }

    /** The name of a KPI. */
    public String name(String key) {
        return Objects.requireNonNull(names.get(key)).name();
    }

    /** Where a KPI is described: further down where it is on this page, else on a page of its own. */
    public String href(String key) {
        if (isSingle) {
            return key + "?lang=" + lang();
        }
        boolean isHere = sections.stream().anyMatch(section -> section.kpis().stream()
                .anyMatch(kpi -> kpi.key().equals(key)));
        return isHere ? "#" + key : "kpis/" + key + "?lang=" + lang();
    }

    /** The head of a column: the field as it is sent, in every language; that of how many rows stand for is a word. */
    public String head(String column) {
        return column.equals(WorkedExample.TIMES) ? text(column) : column;
    }

    /** CSV as a table. */
    public Table table(String csv) {
        List<List<String>> rows = CsvReader.builder().ofCsvRecord(csv).stream()
                .map(CsvRecord::getFields)
                .toList();
        return new Table(rows.get(0), rows.subList(1, rows.size()));
    }
}
