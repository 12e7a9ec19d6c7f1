package dev.kennzahl.security;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.cache.CacheResult;
import io.smallrye.mutiny.Uni;

import dev.kennzahl.sales.Tenants;

/** The tenants that tokens name, remembered for some seconds: each request brings its token. */
@ApplicationScoped
public class KnownTenants {
    private final Tenants tenants;

    KnownTenants(Tenants tenants) {
        this.tenants = tenants;
    }

    /** The id of the tenant with a short name. */
    @CacheResult(cacheName = "tenants")
    public Uni<Optional<Integer>> find(String slug) {
        return tenants.find(slug);
    }
}
