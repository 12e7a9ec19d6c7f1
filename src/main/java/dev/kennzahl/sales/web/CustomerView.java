package dev.kennzahl.sales.web;

import java.time.LocalDate;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.sales.Records.Entry;

/** A customer as it is. */
@RegisterForReflection
@Name("Customer")
@Description("A customer, with its background.")
@Schema(name = "Customer", description = "A customer, with its background.")
public record CustomerView(
        @Id @NonNull @Description("The id.") @Schema(description = "The id.") String id,
        @NonNull
                @Description("The sender's id, or the business key of a file.")
                @Schema(description = "The sender's id, or the business key of a file.")
                String externalId,
        @NonNull
                @Description("Who sent it: a kind of sender, or import.")
                @Schema(description = "Who sent it: a kind of sender, or import.")
                String sender,
        @Description("The connection it first came in on; null for files.")
                @Schema(description = "The connection it first came in on; null for files.")
                @Nullable
                String connection,
        @Description("Its name.") @Schema(description = "Its name.") @Nullable String name,
        @NonNull
                @Description("active, deleted, merged or unknown.")
                @Schema(description = "active, deleted, merged or unknown.")
                String status,
        @Description("The region.") @Schema(description = "The region.") @Nullable String region,
        @Description("The country.") @Schema(description = "The country.") @Nullable String country,
        @Description("The industry.") @Schema(description = "The industry.") @Nullable String industry,
        @Description("The segment.") @Schema(description = "The segment.") @Nullable String segment,
        @Description("The size of the company.") @Schema(description = "The size of the company.") @Nullable
                String companySize,
        @Description("What the customer needs.") @Schema(description = "What the customer needs.") @Nullable
                String needs,
        @Description("The employee who looks after it.")
                @Schema(description = "The employee who looks after it.")
                @Nullable
                String ownerId,
        @Description("Since when it is a customer.") @Schema(description = "Since when it is a customer.") @Nullable
                LocalDate becameCustomerOn,
        @Description("Since when it is none any more.")
                @Schema(description = "Since when it is none any more.")
                @Nullable
                LocalDate churnedOn,
        @NonNull
                @JsonRawValue
                @Description("Further columns and properties, a JSON object.")
                @Schema(description = "Further columns and properties.", type = SchemaType.OBJECT)
                String customAttributes) {

    static CustomerView of(Entry customer) {
        return new CustomerView(
                customer.id().toString(),
                customer.externalId(),
                customer.sender(),
                customer.connection() == null ? null : customer.connection().toString(),
                customer.text("name"),
                customer.status(),
                customer.text("region"),
                customer.text("country"),
                customer.text("industry"),
                customer.text("segment"),
                customer.text("company_size"),
                customer.text("needs"),
                customer.text("owner_id"),
                (LocalDate) customer.fields().get("became_customer_on"),
                (LocalDate) customer.fields().get("churned_on"),
                customer.custom());
    }
}
