package dev.kennzahl.sales.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.sales.Tenant;
import dev.kennzahl.sales.Tenants;
import dev.kennzahl.security.Caller;
import dev.kennzahl.security.Roles;

/** The caller's tenant: its calendar and currency. */
@Path("/api/v1/tenant")
@Tag(name = "Tenant", description = "The caller's tenant: its calendar, its currency and its keys.")
public class TenantResource {
    private final Tenants tenants;
    private final Caller caller;

    TenantResource(Tenants tenants, Caller caller) {
        this.tenants = tenants;
        this.caller = caller;
    }

    /** The settings. */
    @Schema(name = "Tenant", description = "The tenant's settings.")
    public record TenantView(
            @Schema(description = "The short name.") String slug,
            @Schema(description = "The name.") String name,
            @Schema(description = "The IANA zone that days begin in.") String timezone,
            @Schema(description = "The ISO 4217 code that figures are given in.") String currency,
            @Schema(description = "The first day of the week, such as monday.") String weekStart,
            @Schema(description = "The month a fiscal year begins in, 1 to 12.") int fiscalYearStartMonth,
            @Schema(description = "How customers are lost: contract, purchase_window or explicit.") String churnModel,
            @Schema(description = "After how many days without a purchase a customer counts as lost.")
                    int purchaseWindowDays) {
        static TenantView of(Tenant tenant) {
            return new TenantView(
                    tenant.slug,
                    tenant.name,
                    tenant.timezone,
                    tenant.currency,
                    tenant.weekStart,
                    tenant.fiscalYearStartMonth,
                    tenant.churnModel,
                    tenant.purchaseWindowDays);
        }
    }

    /** What is to change. */
    @Schema(name = "TenantChange", description = "What of the settings is to change; what is absent stays.")
    public record TenantChange(
            @Schema(description = "The name.") @Nullable String name,
            @Schema(description = "The IANA zone that days begin in.") @Nullable String timezone,
            @Schema(description = "The ISO 4217 code that figures are given in.") @Nullable String currency,
            @Schema(description = "The first day of the week, such as monday.") @Nullable String weekStart,
            @Schema(description = "The month a fiscal year begins in, 1 to 12.") @Nullable Integer fiscalYearStartMonth,
            @Schema(description = "contract, purchase_window or explicit.") @Nullable String churnModel,
            @Schema(description = "At least 1.") @Nullable Integer purchaseWindowDays) {}

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(
            operationId = "getTenant",
            summary = "The tenant's settings",
            description = "The calendar and currency that figures are given in.")
    public Uni<TenantView> get() {
        return tenants.get(caller.tenantId()).map(TenantView::of);
    }

    @PATCH
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            operationId = "changeTenant",
            summary = "Change the settings",
            description = "Changing zone, calendar or currency re-buckets all history at once.")
    public Uni<TenantView> change(@Nullable TenantChange change) {
        if (change == null) {
            return get();
        }
        return tenants.change(
                        caller.tenantId(),
                        new Tenants.Change(
                                change.name(),
                                change.timezone(),
                                change.currency(),
                                change.weekStart(),
                                change.fiscalYearStartMonth(),
                                change.churnModel(),
                                change.purchaseWindowDays()))
                .map(TenantView::of);
    }
}
