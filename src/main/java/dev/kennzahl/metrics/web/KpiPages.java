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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.Messages;
import dev.kennzahl.metrics.Kpi;
import dev.kennzahl.metrics.Kpis;

/**
 * The catalogue for people, as HTML made of the definitions. Open to everybody: what a KPI means is the same for every tenant and
 * no secret, and a browser sends no key.
 */
@Path("/api/v1/kpis")
@PermitAll
@NonBlocking
public class KpiPages {
    /** Less wanted than JSON, so that only those who ask for HTML get it. */
    private static final String HTML = "text/html;charset=UTF-8;qs=0.5";

    private final Kpis kpis;
    private final Messages messages;

    /** Definitions do not change while the service runs: each page is written once per language. */
    private final Map<Shown, String> written = new ConcurrentHashMap<>();

    private record Shown(String key, Locale language) {}

    @CheckedTemplate
    static final class Templates {
        private Templates() {}

        static native TemplateInstance catalogue(KpiPage page);
    }

    KpiPages(Kpis kpis, Messages messages) {
        this.kpis = kpis;
        this.messages = messages;
    }

    /** All KPIs by section, with an index. */
    @GET
    @Produces(HTML)
    @Operation(hidden = true)
    public Response all(
            @QueryParam("lang") @Nullable String asked,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String accepted) {
        Locale language = language(asked, accepted);
        return answer(language, written.computeIfAbsent(new Shown("", language), shown -> write(null, language)));
    }

    /** One KPI. */
    @GET
    @Path("/{key}")
    @Produces(HTML)
    @Operation(hidden = true)
    public Response one(
            @PathParam("key") String key,
            @QueryParam("lang") @Nullable String asked,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String accepted) {
        Locale language = language(asked, accepted);
        Kpi kpi = kpis.get(key);
        return answer(language, written.computeIfAbsent(new Shown(key, language), shown -> write(kpi, language)));
    }

    private static Locale language(@Nullable String asked, @Nullable String accepted) {
        return Messages.negotiate(asked == null ? accepted : asked);
    }

    private static Response answer(Locale language, String page) {
        return Response.ok(page)
                .header(HttpHeaders.CONTENT_LANGUAGE, language.getLanguage())
                .header(HttpHeaders.VARY, "Accept, Accept-Language")
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=300")
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'")
                .build();
    }

    private String write(@Nullable Kpi one, Locale language) {
        List<KpiView> views = kpis.all().stream()
                .map(kpi -> KpiView.of(kpi.definition(), kpis, messages, language))
                .sorted(Comparator.comparing(KpiView::name, Collator.getInstance(language)))
                .toList();
        Map<String, KpiView> byKey = KpiPage.byKey(views);
        List<KpiPage.Section> sections = Arrays.stream(KpiCategory.values())
                .map(category -> new KpiPage.Section(
                        category,
                        views.stream()
                                .filter(view -> view.category() == category)
                                .filter(view -> one == null
                                        || view.key().equals(one.definition().key()))
                                .toList()))
                .filter(section -> !section.kpis().isEmpty())
                .toList();
        return Templates.catalogue(new KpiPage(one != null, language, sections, byKey, messages))
                .render();
    }
}
