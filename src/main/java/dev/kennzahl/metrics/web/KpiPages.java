package dev.kennzahl.metrics.web;

import java.text.Collator;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.Messages;
import dev.kennzahl.metrics.KpiBook;
import dev.kennzahl.metrics.KpiBooks;
import dev.kennzahl.security.Caller;

/**
 * The catalogue for people, as HTML made of the definitions. Open to everybody: what a built-in KPI means is the same for every
 * tenant and no secret, and a browser sends no key. Who sends one sees the tenant's own KPIs as well.
 */
@Path("/api/v1/kpis")
@PermitAll
@NonBlocking
public class KpiPages {
    /** Less wanted than JSON, so that only those who ask for HTML get it. */
    private static final String HTML = "text/html;charset=UTF-8;qs=0.5";

    private final KpiBooks books;
    private final Caller caller;
    private final Messages messages;

    /** Built-in definitions do not change while the service runs: each page of them is written once per language. */
    private final Map<Shown, String> written = new ConcurrentHashMap<>();

    private record Shown(String key, Locale language) {}

    @CheckedTemplate
    static final class Templates {
        private Templates() {}

        static native TemplateInstance catalogue(KpiPage page);
    }

    KpiPages(KpiBooks books, Caller caller, Messages messages) {
        this.books = books;
        this.caller = caller;
        this.messages = messages;
    }

    /** All KPIs by section, or those wanted, with an index. */
    @GET
    @Produces(HTML)
    @Operation(hidden = true)
    public Uni<Response> all(
            @QueryParam("category") @Nullable String category,
            @QueryParam("q") @Nullable String search,
            @QueryParam("lang") @Nullable String asked,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String accepted) {
        Locale language = language(asked, accepted);
        return page("", KpiSearch.of(category, search), language);
    }

    /** One KPI. */
    @GET
    @Path("/{key}")
    @Produces(HTML)
    @Operation(hidden = true)
    public Uni<Response> one(
            @PathParam("key") String key,
            @QueryParam("lang") @Nullable String asked,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String accepted) {
        Locale language = language(asked, accepted);
        return page(key, KpiSearch.ALL, language);
    }

    /** @param key empty for all */
    private Uni<Response> page(String key, KpiSearch wanted, Locale language) {
        KpiBook builtIn = books.builtIn();
        return caller.tenantIfAny()
                .flatMap(tenant ->
                        tenant.map(books::of).orElseGet(() -> Uni.createFrom().item(builtIn)))
                .map(book -> {
                    if (!key.isEmpty()) {
                        book.get(key);
                    }
                    return book == builtIn
                            ? answer(language, "public, max-age=300", written(key, wanted, language))
                            : answer(language, "private, no-cache", write(book, key, wanted, language));
                });
    }

    /** What people search for has no end, and is not kept. */
    private String written(String key, KpiSearch wanted, Locale language) {
        return wanted.isAll()
                ? written.computeIfAbsent(
                        new Shown(key, language), shown -> write(books.builtIn(), key, wanted, language))
                : write(books.builtIn(), key, wanted, language);
    }

    private static Locale language(@Nullable String asked, @Nullable String accepted) {
        return Messages.negotiate(asked == null ? accepted : asked);
    }

    private static Response answer(Locale language, String caching, String page) {
        return Response.ok(page)
                .header(HttpHeaders.CONTENT_LANGUAGE, language.getLanguage())
                .header(HttpHeaders.VARY, "Accept, Accept-Language, X-API-Key, Authorization")
                .header(HttpHeaders.CACHE_CONTROL, caching)
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'")
                .build();
    }

    private String write(KpiBook book, String key, KpiSearch wanted, Locale language) {
        List<KpiView> views = book.all().stream()
                .map(kpi -> KpiView.of(kpi, book, messages, language))
                .sorted(Comparator.comparing(KpiView::name, Collator.getInstance(language)))
                .toList();
        Map<String, KpiView> byKey = KpiPage.byKey(views);
        List<KpiPage.Section> sections = Arrays.stream(KpiCategory.values())
                .map(category -> new KpiPage.Section(
                        category,
                        views.stream()
                                .filter(view -> view.category() == category)
                                .filter(view -> key.isEmpty()
                                        ? wanted.finds(view)
                                        : view.key().equals(key))
                                .toList()))
                .filter(section -> !section.kpis().isEmpty())
                .toList();
        return Templates.catalogue(new KpiPage(!key.isEmpty(), wanted, language, sections, byKey, messages))
                .render();
    }
}
