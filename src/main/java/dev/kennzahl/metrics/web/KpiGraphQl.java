package dev.kennzahl.metrics.web;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.annotation.security.RolesAllowed;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.graphql.api.Context;
import io.smallrye.graphql.api.Subscription;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.CallerPresence;
import dev.kennzahl.api.CodedErrors;
import dev.kennzahl.api.Ground;
import dev.kennzahl.api.Grounds;
import dev.kennzahl.api.Page;
import dev.kennzahl.api.PageInfo;
import dev.kennzahl.api.RequestLanguage;
import dev.kennzahl.api.TotalCount;
import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.Messages;
import dev.kennzahl.metrics.AnswerQuality;
import dev.kennzahl.metrics.KpiBooks;
import dev.kennzahl.metrics.KpiChanges;
import dev.kennzahl.metrics.KpiEngine;
import dev.kennzahl.metrics.KpiQuery;
import dev.kennzahl.metrics.KpiQuestion;
import dev.kennzahl.metrics.KpiResult;
import dev.kennzahl.metrics.QualityCheck;
import dev.kennzahl.metrics.RecordContribution;
import dev.kennzahl.security.Caller;
import dev.kennzahl.security.Roles;

/** KPIs over GraphQL: the same engine as REST, so the same numbers. */
@GraphQLApi
@RolesAllowed(Roles.VIEWER)
@NonBlocking
@CodedErrors
public class KpiGraphQl {
    private static final JsonString AS_OF = Json.createValue("asOf");

    private final KpiBooks books;
    private final KpiEngine engine;
    private final QualityCheck quality;
    private final KpiChanges changes;
    private final Messages messages;
    private final RequestLanguage language;
    private final Caller caller;
    private final CallerPresence presence;
    private final Grounds grounds;
    private final Context fields;

    KpiGraphQl(
            KpiBooks books,
            KpiEngine engine,
            QualityCheck quality,
            KpiChanges changes,
            Messages messages,
            RequestLanguage language,
            Caller caller,
            CallerPresence presence,
            Grounds grounds,
            Context fields) {
        this.books = books;
        this.engine = engine;
        this.quality = quality;
        this.changes = changes;
        this.messages = messages;
        this.language = language;
        this.caller = caller;
        this.presence = presence;
        this.grounds = grounds;
        this.fields = fields;
    }

    /** An answer follows from all that is known of the tenant. */
    private record AllThatIsKnown(KpiEngine engine, KpiResult.Basis basis) implements Ground {
        @Override
        public Uni<Boolean> holds() {
            return engine.holds(basis);
        }
    }

    /** A page of records. */
    @RegisterForReflection
    @Name("RecordConnection")
    @Description("A page of the records behind a number.")
    public record RecordConnection(
            @NonNull @Description("The records, each with its cursor.") List<@NonNull RecordEdge> edges,
            @NonNull @Description("Where the page ends.") PageInfo pageInfo,
            @NonNull @Description(TotalCount.DESCRIPTION) @Nullable Integer totalCount) {}

    /** A record and its place. */
    @RegisterForReflection
    @Name("RecordEdge")
    @Description("A record and its cursor.")
    public record RecordEdge(
            @NonNull @Description("Pass it as 'after' to go on behind this record.") String cursor,
            @NonNull @Description("The record.") RecordView node) {}

    @Query("kpis")
    @Description("The catalogue: all KPIs with their meaning, in the language of Accept-Language (de or en).")
    public @NonNull Uni<List<@NonNull KpiView>> kpis(
            @Name("category") @Description("Only of this section.") @Nullable KpiCategory category,
            @Name("search") @Description("Only those whose key, name or description has this text.") @Nullable
                    String search) {
        Locale locale = Messages.negotiate(language.header());
        KpiSearch wanted = new KpiSearch(category, search == null ? "" : search);
        return books.of(caller.tenantId()).map(book -> book.all().stream()
                .map(kpi -> KpiView.of(kpi, book, messages, locale))
                .filter(wanted::finds)
                .toList());
    }

    @Query("kpi")
    @Description("A KPI's values by time and by dimension, with parts, sample sizes and reasons.")
    public @NonNull Uni<KpiTypes.Answer> kpi(
            @Name("key") @Description("The KPI's key.") @Id @NonNull String key,
            @Name("query") @Description("The question.") @NonNull KpiQuestion question) {
        Locale locale = Messages.negotiate(language.header());
        int tenantId = caller.tenantId();
        // By whom it is used only the whole book tells, which most questions do not ask for.
        boolean tellsOfKpi = isSelected("kpi");
        boolean tellsQuality = isSelected("quality");
        // The instant of the answer itself is in no text that may be given again.
        boolean tellsWhen = fields.getSelectedFields().contains(AS_OF);
        return presence.whilePresent(engine.ask(tenantId, question.query(key)))
                .invoke(result -> {
                    if (result.basis() != null && !tellsWhen && !tellsQuality) {
                        grounds.add(new AllThatIsKnown(engine, result.basis()));
                    }
                })
                .flatMap(result -> (tellsOfKpi
                                ? books.of(tenantId)
                                : Uni.createFrom().item(books.builtIn()))
                        .map(book -> KpiView.of(result.kpi(), book, messages, locale))
                        .flatMap(view -> (tellsQuality
                                        ? quality.of(tenantId, result).map(Optional::of)
                                        : Uni.createFrom().item(Optional.<AnswerQuality>empty()))
                                .map(found -> KpiTypes.Answer.of(result, view, found))));
    }

    /** Whether fields of that field of the answer are asked for. */
    private boolean isSelected(String name) {
        return fields.getSelectedFields().stream()
                .anyMatch(field -> field instanceof JsonObject nested && nested.containsKey(name));
    }

    /** A figure that has changed. */
    @RegisterForReflection
    @Name("KpiChange")
    @Description("A figure as it is now.")
    public record KpiChange(
            @NonNull @Description("The answer of now.") KpiTypes.Answer result,
            @NonNull @Description("Whether it is the first one told, so that nothing has changed yet.")
                    Boolean first) {}

    @Subscription("kpiChanged")
    @Description(
            "Follows a figure: tells it at once, and again whenever it differs, for an hour at most; then subscribe anew.")
    public Multi<KpiChange> kpiChanged(
            @Name("key") @Description("The KPI's key.") @Id @NonNull String key,
            @Name("query") @Description("The question.") @NonNull KpiQuestion question) {
        Locale locale = Messages.negotiate(language.header());
        int tenantId = caller.tenantId();
        AtomicBoolean first = new AtomicBoolean(true);
        return changes.of(tenantId, question.query(key)).onItem().transformToUniAndConcatenate(result -> books.of(
                        tenantId)
                .map(book -> KpiView.of(result.kpi(), book, messages, locale))
                .map(view ->
                        new KpiChange(KpiTypes.Answer.of(result, view, Optional.empty()), first.getAndSet(false))));
    }

    @Query("kpiRecords")
    @Description(
            "The records behind a number, with what each contributes; the contributions add up to the number's parts.")
    public @NonNull Uni<RecordConnection> kpiRecords(
            @Name("key") @Description("The KPI's key.") @Id @NonNull String key,
            @Name("query")
                    @Description(
                            "The question of the number. The records of its whole period are given; with accumulate or rolling, from the since of its first point to the end of its last.")
                    @NonNull
                    KpiQuestion question,
            @Name("first") @Description("How many, at most 500; 50 when absent.") @Nullable Integer first,
            @Name("after") @Description("The end cursor of the page before.") @Nullable String after) {
        int size = Page.size(first);
        KpiQuery query = question.query(key);
        int tenantId = caller.tenantId();
        Uni<Optional<Integer>> total = TotalCount.of(fields, () -> engine.countRecords(tenantId, query));
        return presence.whilePresent(engine.records(tenantId, query, RecordCursor.read(after), size + 1)
                .flatMap(found -> total.map(count -> {
                    Page<RecordContribution> page = Page.of(found, size, RecordCursor::key);
                    List<RecordEdge> edges = page.items().stream()
                            .map(record -> new RecordEdge(Page.cursor(RecordCursor.key(record)), RecordView.of(record)))
                            .toList();
                    return new RecordConnection(edges, PageInfo.of(page), count.orElse(null));
                })));
    }
}
