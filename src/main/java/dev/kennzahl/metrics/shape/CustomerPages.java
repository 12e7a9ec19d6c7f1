package dev.kennzahl.metrics.shape;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.metrics.KpiQuery;
import dev.kennzahl.metrics.Look;
import dev.kennzahl.metrics.Looks;
import dev.kennzahl.metrics.sql.Question;
import dev.kennzahl.problem.Problem;

/**
 * The page about one customer. Every section is one statement, whatever there is of the customer, and all see one moment. Figures
 * are made as those of KPIs filtered by the customer: {@code revenue}, {@code contribution_margin}, {@code open_pipeline_value} and
 * so on.
 */
@Singleton
public class CustomerPages {
    private final Looks looks;

    CustomerPages(Looks looks) {
        this.looks = looks;
    }

    /**
     * The page.
     *
     * @param id the customer's id, or its business key; of one that was merged, the page is that of the customer it ended in
     * @return fails with {@code NOT_FOUND} where no record is and none names such a customer
     */
    public Uni<CustomerPage> of(int tenantId, String id, ShapeQuery asked) {
        KpiQuery query = asked.of("revenue");
        return looks.at(tenantId, query, look -> of(look, id, asked));
    }

    /** The same within a look. */
    public Uni<CustomerPage> of(Look look, String id, ShapeQuery asked) {
        return look.question(asked.of("revenue"))
                .flatMap(question -> CustomerSections.background(look, question, PageKey.of("customer", id))
                        .flatMap(found -> page(look, question, id, found, asked.period()))
                        .invoke(page -> requireSomething(page, id)));
    }

    private static Uni<CustomerPage> page(
            Look look, Question question, String id, CustomerSections.@Nullable Known known, ReportingPeriod period) {
        String key = known == null ? id : known.key();
        return CustomerSections.purchases(look, question, key, period)
                .flatMap(purchases -> CustomerSections.openDeals(look, question, key)
                        .flatMap(deals -> CustomerSections.contracts(look, question, key)
                                .flatMap(contracts -> CustomerContacts.answers(look, question, key)
                                        .flatMap(answers -> CustomerContacts.contacts(look, question, key, period)
                                                .map(contacts -> new CustomerPage(
                                                        key,
                                                        known != null && known.merged() ? id : null,
                                                        look.now(),
                                                        period,
                                                        question.currency(),
                                                        known == null ? null : known.background(),
                                                        purchases,
                                                        deals,
                                                        contracts,
                                                        answers,
                                                        contacts))))));
    }

    private static void requireSomething(CustomerPage page, String id) {
        if (page.background() == null
                && page.purchases().ordersToDate() == 0
                && page.openDeals().count() == 0
                && page.contracts().count() == 0
                && page.answers().isEmpty()
                && page.contacts().last().isEmpty()) {
            throw Problem.notFound("customer", id);
        }
    }
}
