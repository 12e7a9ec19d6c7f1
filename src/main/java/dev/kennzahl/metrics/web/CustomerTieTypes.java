package dev.kennzahl.metrics.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Decimal;
import dev.kennzahl.metrics.shape.CustomerPage;

/** How what ties a customer to us is shown on its page: contracts, answers to surveys, and contacts. */
public final class CustomerTieTypes {
    private CustomerTieTypes() {}

    /** Contracts in force with a customer. */
    @RegisterForReflection
    @Name("CustomerContracts")
    @Description("Contracts in force with a customer.")
    @Schema(name = "CustomerContracts", description = "Contracts in force with a customer.")
    public record AgreementsView(
            @NonNull @Description("How many there are.") @Schema(description = "How many there are.") Integer count,
            @Description("What they are worth a year together; null where one has no exchange rate.")
                    @Schema(
                            description = "What they are worth a year together; null where one has no exchange rate.",
                            type = SchemaType.STRING)
                    @Nullable
                    Decimal annualValue,
            @NonNull
                    @Description("The newest first, at most 50.")
                    @Schema(description = "The newest first, at most 50.")
                    List<@NonNull AgreementView> contracts) {
        static AgreementsView of(CustomerPage.Agreements agreed) {
            return new AgreementsView(
                    Math.toIntExact(agreed.count()),
                    Decimal.of(agreed.annualValue()),
                    agreed.contracts().stream()
                            .map(contract -> new AgreementView(
                                    contract.externalId(),
                                    contract.productId(),
                                    contract.startOn(),
                                    contract.endOn(),
                                    contract.cancelledOn(),
                                    Decimal.of(contract.annualValue()),
                                    contract.currency()))
                            .toList());
        }
    }

    /** A contract in force. */
    @RegisterForReflection
    @Name("CustomerContract")
    @Description("A contract in force.")
    @Schema(name = "CustomerContract", description = "A contract in force.")
    public record AgreementView(
            @NonNull @Description("Its business key.") @Schema(description = "Its business key.") String externalId,
            @Description("The product.") @Schema(description = "The product.") @Nullable String productId,
            @NonNull @Description("Its first day.") @Schema(description = "Its first day.") LocalDate startOn,
            @Description("Its last day.") @Schema(description = "Its last day.") @Nullable LocalDate endOn,
            @Description("The day it was cancelled.") @Schema(description = "The day it was cancelled.") @Nullable
                    LocalDate cancelledOn,
            @NonNull
                    @Description("What it is worth a year, as it was sent.")
                    @Schema(description = "What it is worth a year, as it was sent.", type = SchemaType.STRING)
                    Decimal annualValue,
            @Description("The currency of its value; null for that of the tenant.")
                    @Schema(description = "The currency of its value; null for that of the tenant.")
                    @Nullable
                    String currency) {}

    /** The last answer of a customer to a kind of survey. */
    @RegisterForReflection
    @Name("CustomerAnswer")
    @Description("The last answer of a customer to a kind of survey.")
    @Schema(name = "CustomerAnswer", description = "The last answer of a customer to a kind of survey.")
    public record AnswerView(
            @NonNull @Description("nps, csat or care_quality.") @Schema(description = "nps, csat or care_quality.")
                    String kind,
            @NonNull
                    @Description("What was answered.")
                    @Schema(description = "What was answered.", type = SchemaType.STRING)
                    Decimal score,
            @Description("The worst that could be, as far as it was said.")
                    @Schema(description = "The worst that could be, as far as it was said.", type = SchemaType.STRING)
                    @Nullable
                    Decimal scaleMin,
            @Description("The best that could be, as far as it was said.")
                    @Schema(description = "The best that could be, as far as it was said.", type = SchemaType.STRING)
                    @Nullable
                    Decimal scaleMax,
            @NonNull @Description("When.") @Schema(description = "When.") Instant answeredAt,
            @Description("The employee it is about.") @Schema(description = "The employee it is about.") @Nullable
                    String employeeId,
            @Description("What was said besides.") @Schema(description = "What was said besides.") @Nullable
                    String comment,
            @NonNull
                    @Description("How many answers of this kind there are.")
                    @Schema(description = "How many answers of this kind there are.")
                    Integer answers) {
        static AnswerView of(CustomerPage.Answer answer) {
            return new AnswerView(
                    answer.kind(),
                    Decimal.of(answer.score()),
                    Decimal.of(answer.scaleMin()),
                    Decimal.of(answer.scaleMax()),
                    answer.answeredAt(),
                    answer.employeeId(),
                    answer.comment(),
                    Math.toIntExact(answer.answers()));
        }
    }

    /** What was done with a customer, named as such or by a deal or lead. */
    @RegisterForReflection
    @Name("CustomerContacts")
    @Description("What was done with a customer, named as such or by a deal or lead.")
    @Schema(
            name = "CustomerContacts",
            description = "What was done with a customer, named as such or by a deal or lead.")
    public record ContactsView(
            @NonNull
                    @Description("How many contacts there were in the period.")
                    @Schema(description = "How many contacts there were in the period.")
                    Integer count,
            @NonNull
                    @Description("The last ten, the newest first.")
                    @Schema(description = "The last ten, the newest first.")
                    List<@NonNull ContactView> last) {
        static ContactsView of(CustomerPage.Contacts contacts) {
            return new ContactsView(
                    Math.toIntExact(contacts.count()),
                    contacts.last().stream()
                            .map(contact -> new ContactView(
                                    contact.occurredAt(), contact.type(), contact.direction(), contact.employeeId()))
                            .toList());
        }
    }

    /** A contact. */
    @RegisterForReflection
    @Name("CustomerContact")
    @Description("A contact.")
    @Schema(name = "CustomerContact", description = "A contact.")
    public record ContactView(
            @NonNull @Description("When.") @Schema(description = "When.") Instant occurredAt,
            @NonNull
                    @Description("What it was, such as call or meeting.")
                    @Schema(description = "What it was, such as call or meeting.")
                    String type,
            @Description("in or out.") @Schema(description = "in or out.") @Nullable String direction,
            @Description("The employee.") @Schema(description = "The employee.") @Nullable String employeeId) {}
}
