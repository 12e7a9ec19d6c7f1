package dev.kennzahl.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.metrics.Verification.Cause;
import dev.kennzahl.metrics.Verification.Difference;
import dev.kennzahl.metrics.Verification.Ground;
import dev.kennzahl.metrics.Verification.Status;
import dev.kennzahl.problem.ProblemCode;
import dev.kennzahl.sales.ChurnModel;
import dev.kennzahl.sales.TenantSettings;

/**
 * Asks the questions of receipts again: as of what was known then, which must give the same answer, and as of now. The tenant
 * is always the caller's; whatever a receipt says, it shows nothing that the caller could not ask for.
 */
@Singleton
public class Receipts {
    /** Enough to see what happened; whoever wants all of them asks the question. */
    static final int MOST_DIFFERENCES = 100;

    private final TenantTransactions transactions;
    private final KpiEngine engine;
    private final QuestionReader reader;
    private final MetricsConfig config;

    Receipts(TenantTransactions transactions, KpiEngine engine, QuestionReader reader, MetricsConfig config) {
        this.transactions = transactions;
        this.engine = engine;
        this.reader = reader;
        this.config = config;
    }

    /**
     * What became of an answer.
     *
     * @param token as the answer's receipt has it; {@link ProblemCode#INVALID_RECEIPT} when it is not as it was given
     * @return fails as the question would if it were asked now
     */
    public Uni<Verification> verify(int tenantId, String token) {
        Receipt receipt = SealedReceipt.read(tenantId, token);
        KpiQuery question = receipt.question();
        reader.check(question);
        return TimeLimit.kept(
                config, transactions.addUp(tenantId, config.timeBudget(), connection -> TenantSettings.read(
                                connection, tenantId)
                        .flatMap(settings -> verify(connection, settings, receipt))));
    }

    private Uni<Verification> verify(SqlConnection connection, TenantSettings settings, Receipt receipt) {
        KpiQuery question = receipt.question();
        boolean sameDays =
                receipt.settings().timezone().equals(settings.calendar().zone());
        // What is stored by days has followed to the zone of now, and days of another one are gone.
        TenantSettings then = sameDays ? receipt.settings().in(settings) : settings;
        return engine.ask(connection, then, question.asOf(receipt.watermark()), receipt.asOf())
                .flatMap(before -> engine.ask(connection, settings, question, engine.now(question.asOf()))
                        .map(after -> verdict(
                                receipt,
                                before,
                                after,
                                sameDays ? AnswerDifferences.between(before.series(), after.series()) : List.of())));
    }

    private static Verification verdict(
            Receipt receipt, KpiResult before, KpiResult after, List<Difference> differences) {
        Receipt now = after.receipt().get().receipt();
        boolean sameRules = now.definitionVersion().equals(receipt.definitionVersion())
                && now.settings().equals(receipt.settings());
        if (sameRules && !before.receipt().get().receipt().digest().equals(receipt.digest())) {
            return of(Status.MISMATCH, receipt, now, List.of(), List.of());
        }
        return now.digest().equals(receipt.digest()) && now.definitionVersion().equals(receipt.definitionVersion())
                ? of(Status.SAME, receipt, now, List.of(), List.of())
                : of(Status.CHANGED, receipt, now, causes(receipt, now), differences);
    }

    private static Verification of(
            Status status, Receipt then, Receipt now, List<Cause> causes, List<Difference> differences) {
        int listed = Math.min(differences.size(), MOST_DIFFERENCES);
        return new Verification(
                status,
                then.question().key(),
                then.records(),
                now.records(),
                causes,
                differences.subList(0, listed),
                differences.size() - listed);
    }

    private static List<Cause> causes(Receipt then, Receipt now) {
        List<Cause> causes = new ArrayList<>();
        note(causes, Ground.DEFINITION, then.definitionVersion(), now.definitionVersion());
        note(causes, Ground.TIMEZONE, then.settings().timezone(), now.settings().timezone());
        note(
                causes,
                Ground.WEEK_START,
                then.settings().weekStart(),
                now.settings().weekStart());
        note(
                causes,
                Ground.FISCAL_YEAR_START_MONTH,
                then.settings().fiscalYearStartMonth(),
                now.settings().fiscalYearStartMonth());
        note(causes, Ground.CURRENCY, then.settings().currency(), now.settings().currency());
        note(causes, Ground.CHURN_MODEL, then.settings().churn(), now.settings().churn());
        note(causes, Ground.WATERMARK, then.watermark(), now.watermark());
        if (causes.isEmpty()) {
            note(causes, Ground.TIME, then.asOf(), now.asOf());
        }
        return causes;
    }

    private static void note(List<Cause> causes, Ground ground, Object before, Object after) {
        if (!before.equals(after)) {
            causes.add(new Cause(ground, text(before), text(after)));
        }
    }

    private static String text(Object value) {
        if (value instanceof ChurnModel churn) {
            return churn.name() + " " + churn.purchaseWindowDays();
        }
        return value instanceof Enum<?> name ? name.name().toLowerCase(Locale.ROOT) : value.toString();
    }
}
