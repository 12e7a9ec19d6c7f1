package dev.kennzahl.metrics;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

import jakarta.inject.Singleton;

import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.Unremovable;

import dev.kennzahl.TestTenant;

/** What the number of a tenant is in the store, for tests that look behind the public interface. */
@Singleton
@Unremovable
class TestTenants {
    private final AgroalDataSource owner;

    TestTenants(AgroalDataSource owner) {
        this.owner = owner;
    }

    int idOf(TestTenant tenant) {
        try (Connection connection = owner.getConnection();
                PreparedStatement session =
                        connection.prepareStatement("SELECT set_config('app.tenant_slug', ?, false)");
                PreparedStatement query = connection.prepareStatement("SELECT tenant_id FROM tenant WHERE slug = ?")) {
            session.setString(1, tenant.slug());
            session.execute();
            query.setString(1, tenant.slug());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
