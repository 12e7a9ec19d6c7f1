package dev.kennzahl.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

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

    /** What has become of a definition that there is no more; no version is called so. */
    private static final String DELETED = "deleted";

    private final TenantTransactions transactions;
    private final KpiEngine engine;
    private final KpiBooks books;
    private final QuestionReader reader;
    private final MetricsConfig config;

    Receipts(
            TenantTransactions transactions,
            KpiEngine engine,
            KpiBooks books,
            QuestionReader reader,
            MetricsConfig config) {
        this.transactions = transactions;
        this.engine = engine;
        this.books = books;
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

    /**
     * All that the steps share.
     *
     * @param kpi as it is defined now
     * @param meant as it was defined when the answer was given, as far as anybody has kept that; else as it is
     * @param sameMeaning whether both are made alike
     */
    private record Check(
            SqlConnection connection,
            TenantSettings settings,
            Receipt receipt,
            Kpi kpi,
            Kpi meant,
            boolean sameMeaning,
            Set<Ground> read) {
        boolean sameDays() {
            return !read.contains(Ground.TIMEZONE)
                    || receipt.settings().timezone().equals(settings.calendar().zone());
        }

        /** What is stored by days has followed to the zone of now, and days of another one are gone. */
        TenantSettings then() {
            return sameDays() ? receipt.settings().in(settings) : settings;
        }
    }

    private Uni<Verification> verify(SqlConnection connection, TenantSettings settings, Receipt receipt) {
        KpiQuery question = receipt.question();
        return books.builtIn()
                .find(question.key())
                .map(kpi -> verify(connection, settings, receipt, kpi))
                .orElseGet(() -> books.of(connection, settings).flatMap(book -> book.find(question.key())
                        .map(kpi -> verify(connection, settings, receipt, kpi))
                        .orElseGet(() -> withoutDefinition(connection, settings, receipt, book))));
    }

    private Uni<Verification> verify(SqlConnection connection, TenantSettings settings, Receipt receipt, Kpi kpi) {
        KpiQuery question = receipt.question();
        return meantThen(connection, settings, receipt, kpi)
                .map(meant -> new Check(
                        connection,
                        settings,
                        receipt,
                        kpi,
                        meant.orElse(kpi),
                        isTheSame(receipt, kpi, meant),
                        ReadSettings.of(question, kpi)))
                .flatMap(check -> asKnownThen(check, check.then(), check.meant())
                        .flatMap(before -> engine.ask(connection, settings, question, kpi, engine.now(question.asOf()))
                                .flatMap(after -> verdict(check, before, after))));
    }

    /** Of a KPI that was deleted there is no answer any more: what there was is all that differs. */
    private Uni<Verification> withoutDefinition(
            SqlConnection connection, TenantSettings settings, Receipt receipt, KpiBook book) {
        KpiQuery question = receipt.question();
        return books.find(connection, settings, question.key(), receipt.definitionVersion())
                .flatMap(found -> {
                    Kpi meant = found.orElseGet(() -> book.get(question.key()));
                    Check check = new Check(
                            connection, settings, receipt, meant, meant, false, ReadSettings.of(question, meant));
                    return asKnownThen(check, check.then(), meant).map(before -> {
                        List<Difference> gone =
                                check.sameDays() ? AnswerDifferences.between(before.series(), List.of()) : List.of();
                        Cause cause = new Cause(Ground.DEFINITION, receipt.definitionVersion(), DELETED);
                        return of(Status.CHANGED, receipt, 0, List.of(cause), gone);
                    });
                });
    }

    private Uni<KpiResult> asKnownThen(Check check, TenantSettings settings, Kpi kpi) {
        Receipt receipt = check.receipt();
        return engine.ask(
                check.connection(), settings, receipt.question().asOf(receipt.watermark()), kpi, receipt.asOf());
    }

    /** The KPI as it was defined when the answer was given; empty where nobody has kept that. */
    private Uni<Optional<Kpi>> meantThen(SqlConnection connection, TenantSettings settings, Receipt receipt, Kpi kpi) {
        String version = receipt.definitionVersion();
        if (kpi.definition().version().equals(version)) {
            return Uni.createFrom().item(Optional.of(kpi));
        }
        return kpi instanceof CustomKpi
                ? books.find(connection, settings, kpi.definition().key(), version)
                : Uni.createFrom().item(Optional.empty());
    }

    /** A version that only has other words, or another place in the catalogue, means the same. */
    private static boolean isTheSame(Receipt receipt, Kpi kpi, Optional<Kpi> meant) {
        return kpi.definition().version().equals(receipt.definitionVersion())
                || kpi instanceof CustomKpi now
                        && meant.filter(then -> then instanceof CustomKpi custom && custom.isMadeLike(now))
                                .isPresent();
    }

    private Uni<Verification> verdict(Check check, KpiResult before, KpiResult after) {
        Receipt receipt = check.receipt();
        Receipt now = after.receipt().get().receipt();
        List<Cause> settings = settings(receipt, now, check.read());
        if (check.sameMeaning()
                && settings.isEmpty()
                && !before.receipt().get().receipt().digest().equals(receipt.digest())) {
            return Uni.createFrom().item(of(Status.MISMATCH, receipt, now.records(), List.of(), List.of()));
        }
        if (check.sameMeaning() && now.digest().equals(receipt.digest())) {
            return Uni.createFrom().item(of(Status.SAME, receipt, now.records(), List.of(), List.of()));
        }
        List<Cause> causes = new ArrayList<>();
        if (!check.sameMeaning()) {
            note(causes, Ground.DEFINITION, receipt.definitionVersion(), now.definitionVersion());
        }
        causes.addAll(settings);
        List<Difference> differences =
                check.sameDays() ? AnswerDifferences.between(before.series(), after.series()) : List.of();
        return hasLearned(check, causes, now).map(learned -> {
            if (learned) {
                note(causes, Ground.WATERMARK, receipt.watermark(), now.watermark());
            }
            if (causes.isEmpty()) {
                note(causes, Ground.TIME, receipt.asOf(), now.asOf());
            }
            return of(Status.CHANGED, receipt, now.records(), causes, differences);
        });
    }

    /** Whether what became known since has to do with it: without another cause surely, else if the answer is another without it. */
    private Uni<Boolean> hasLearned(Check check, List<Cause> others, Receipt now) {
        return others.isEmpty() || now.watermark().equals(check.receipt().watermark())
                ? Uni.createFrom().item(true)
                : asKnownThen(check, check.settings(), check.kpi())
                        .map(answer ->
                                !answer.receipt().get().receipt().digest().equals(now.digest()));
    }

    private static Verification of(
            Status status, Receipt then, long recordsNow, List<Cause> causes, List<Difference> differences) {
        int listed = Math.min(differences.size(), MOST_DIFFERENCES);
        return new Verification(
                status,
                then.question().key(),
                then.records(),
                recordsNow,
                causes,
                differences.subList(0, listed),
                differences.size() - listed);
    }

    /** The settings that differ, of those that the answer follows from. */
    private static List<Cause> settings(Receipt before, Receipt after, Set<Ground> read) {
        Receipt.Settings then = before.settings();
        Receipt.Settings now = after.settings();
        List<Cause> causes = new ArrayList<>();
        note(causes, Ground.TIMEZONE, then.timezone(), now.timezone());
        note(causes, Ground.WEEK_START, then.weekStart(), now.weekStart());
        note(causes, Ground.FISCAL_YEAR_START_MONTH, then.fiscalYearStartMonth(), now.fiscalYearStartMonth());
        note(causes, Ground.CURRENCY, then.currency(), now.currency());
        note(causes, Ground.CHURN_MODEL, effective(then.churn()), effective(now.churn()));
        causes.removeIf(cause -> !read.contains(cause.ground()));
        return causes;
    }

    /** How long a purchase window is matters to no other model. */
    private static ChurnModel effective(ChurnModel churn) {
        return churn.name().equals("purchase_window") ? churn : new ChurnModel(churn.name(), 0);
    }

    private static void note(List<Cause> causes, Ground ground, Object before, Object after) {
        if (!before.equals(after)) {
            causes.add(new Cause(ground, text(before), text(after)));
        }
    }

    private static String text(Object value) {
        if (value instanceof ChurnModel churn) {
            return churn.purchaseWindowDays() == 0 ? churn.name() : churn.name() + " " + churn.purchaseWindowDays();
        }
        return value instanceof Enum<?> name ? name.name().toLowerCase(Locale.ROOT) : value.toString();
    }
}
