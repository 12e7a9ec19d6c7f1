package dev.kennzahl.sales;

import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;

/** A customer of ours: one sales organisation, with its calendar and currency. Sees only its own data. */
@Entity
@Table(name = "tenant")
public class Tenant extends PanacheEntityBase {
    @Id
    @Column(name = "tenant_id")
    public Integer tenantId;

    /** A short name for addresses and logs, unique among tenants. */
    public String slug;

    public String name;

    /** The IANA zone that days begin in. */
    public String timezone;

    /** The ISO 4217 code that figures are given in when the caller names none. */
    public String currency;

    @Column(name = "week_start")
    public String weekStart;

    @Column(name = "fiscal_year_start_month")
    public short fiscalYearStartMonth;

    @Column(name = "churn_model")
    public String churnModel;

    @Column(name = "purchase_window_days")
    public int purchaseWindowDays;

    @Column(name = "created_at")
    public Instant createdAt;
}
