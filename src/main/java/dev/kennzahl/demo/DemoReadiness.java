package dev.kennzahl.demo;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready means that answers are right, sample data included. */
@Readiness
@ApplicationScoped
class DemoReadiness implements HealthCheck {
    private final DemoTenant demo;

    DemoReadiness(DemoTenant demo) {
        this.demo = demo;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("Demo data")
                .status(demo.isReady())
                .withData("state", demo.state())
                .build();
    }
}
