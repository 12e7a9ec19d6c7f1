package dev.kennzahl.k8s;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The manifests are what the API server takes, fit together, and let the service do no more than it must. */
class ManifestsTest {
    static final List<String> OVERLAYS = Manifests.OVERLAYS;

    private final ApiTypes types = new ApiTypes();

    @Test
    void everyFileIsAsItsTypeSays() {
        List<String> complaints = new ArrayList<>();
        for (Path file : Manifests.files()) {
            if (!file.endsWith("kustomization.yaml")) {
                types.complaints(Manifests.read(file)).forEach(complaint -> complaints.add(file + ": " + complaint));
            }
        }
        assertThat(complaints).isEmpty();
    }

    /** A look that finds nothing proves nothing. */
    @Test
    void wrongFieldsAreNoticed() {
        assertThat(types.complaints(Manifests.parse(
                                """
                                {apiVersion: apps/v1, kind: Deployment, metadata: {name: x},
                                 spec: {template: {spec: {containers: [{name: x, imagePullPolice: Always}]}}}}
                                """)
                        .get(0)))
                .singleElement()
                .asString()
                .contains("has no field imagePullPolice");
        assertThat(types.complaints(Manifests.parse(
                                "{apiVersion: apps/v1, kind: Deployment, metadata: {name: x}, spec: {replicas: many}}")
                        .get(0)))
                .isNotEmpty();
        assertThat(types.complaints(Manifests.parse(
                                "{apiVersion: postgresql.cnpg.io/v1, kind: Cluster, metadata: {name: x}, spec: {instances: two, imageTag: 1}}")
                        .get(0)))
                .hasSize(2);
    }

    @Test
    void everyFileIsUsed() {
        Set<Path> used = new TreeSet<>();
        for (Path file : Manifests.files()) {
            if (file.endsWith("kustomization.yaml")) {
                used.add(file);
                JsonNode kustomization = Manifests.read(file);
                kustomization
                        .path("resources")
                        .forEach(entry ->
                                used.add(file.resolveSibling(entry.asText()).normalize()));
                kustomization
                        .path("patches")
                        .forEach(entry -> used.add(
                                file.resolveSibling(entry.path("path").asText()).normalize()));
            }
        }
        assertThat(used).containsAll(Manifests.files());
        assertThat(used).allSatisfy(path -> assertThat(path).exists());
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void everyPatchHasSomethingToPatch(String overlay) {
        Path folder = Manifests.ROOT.resolve("overlays").resolve(overlay);
        List<String> there =
                Manifests.resources(folder).stream().map(Manifests::id).toList();
        Manifests.read(folder.resolve("kustomization.yaml")).path("patches").forEach(patch -> assertThat(there)
                .contains(Manifests.id(
                        Manifests.read(folder.resolve(patch.path("path").asText())))));
        assertThat(there).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void everyReferenceLeadsSomewhere(String overlay) {
        List<JsonNode> all =
                Manifests.resources(Manifests.ROOT.resolve("overlays").resolve(overlay));
        Set<String> ids = new TreeSet<>(all.stream().map(Manifests::id).toList());
        Set<JsonNode> podLabels = new java.util.HashSet<>();
        all.forEach(resource -> podLabels.add(resource.at("/spec/template/metadata/labels")));
        for (JsonNode resource : all) {
            JsonNode target = resource.at("/spec/scaleTargetRef");
            if (!target.isMissingNode()) {
                assertThat(ids)
                        .contains(target.path("kind").asText() + "/"
                                + target.path("name").asText());
            }
            String account =
                    resource.at("/spec/template/spec/serviceAccountName").asText("");
            if (!account.isEmpty()) {
                assertThat(ids).contains("ServiceAccount/" + account);
            }
            if (Set.of("Service", "PodDisruptionBudget")
                    .contains(resource.path("kind").asText())) {
                JsonNode selector = resource.at("/spec/selector");
                assertThat(podLabels).contains(selector.has("matchLabels") ? selector.path("matchLabels") : selector);
            }
        }
    }

    /** The level "restricted" of the pod security standards, which the namespace enforces, and a root file system that stays as it is. */
    @Test
    void podsMayDoNoMoreThanTheyMust() {
        for (JsonNode pod : podSpecs()) {
            assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
            assertThat(pod.path("enableServiceLinks").asBoolean(true))
                    .as("variables that begin like the settings")
                    .isFalse();
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.at("/securityContext/runAsUser").asInt()).isPositive();
            assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
            for (JsonNode container : pod.path("containers")) {
                JsonNode security = container.path("securityContext");
                assertThat(security.path("allowPrivilegeEscalation").asBoolean(true))
                        .isFalse();
                assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
                assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
                assertThat(container.at("/resources/requests").properties()).hasSize(2);
                assertThat(container.at("/resources/limits").has("memory")).isTrue();
            }
        }
    }

    @Test
    void secretsAreNamedNotTold() {
        for (JsonNode pod : podSpecs()) {
            for (JsonNode variable : pod.at("/containers/0/env")) {
                if (variable.path("name").asText().matches(".*(PASSWORD|PASSPHRASE|KEY|USER)")) {
                    assertThat(variable.at("/valueFrom/secretKeyRef/name").asText())
                            .as(variable.path("name").asText())
                            .isNotEmpty();
                }
            }
        }
        assertThat(Manifests.files())
                .noneMatch(file -> Manifests.read(file).path("kind").asText().equals("Secret"));
    }

    @Test
    void probesAskWhatTheServiceAnswers() {
        JsonNode container =
                Manifests.read(Manifests.ROOT.resolve("base/deployment.yaml")).at("/spec/template/spec/containers/0");
        assertThat(container.at("/startupProbe/httpGet/path").asText()).isEqualTo("/q/health/started");
        assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/q/health/ready");
        assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/q/health/live");
        assertThat(container.at("/ports/0/name").asText()).isEqualTo("http");
    }

    /** Of all pods that there can be at a time: those that the autoscaler makes, and those of a release. */
    @Test
    void theDatabaseHasAConnectionForEverybody() throws IOException {
        Properties settings = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
            settings.load(file);
        }
        int perPod = Integer.parseInt(settings.getProperty("quarkus.datasource.reactive.max-size"))
                + Integer.parseInt(settings.getProperty("quarkus.datasource.jdbc.max-size"));
        Path production = Manifests.ROOT.resolve("overlays/production");
        int pods = Manifests.read(production.resolve("horizontal-pod-autoscaler.yaml"))
                        .at("/spec/maxReplicas")
                        .asInt()
                + Manifests.read(Manifests.ROOT.resolve("base/deployment.yaml"))
                        .at("/spec/strategy/rollingUpdate/maxSurge")
                        .asInt()
                + 1; // the migration
        int connections = Manifests.read(production.resolve("database-patch.yaml"))
                .at("/spec/postgresql/parameters/max_connections")
                .asInt();
        // Ten are the operator's and the server's own.
        assertThat(pods * perPod + 10).isLessThanOrEqualTo(connections);
    }

    /** With the patches in, by Kustomize itself. */
    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void kustomizeMakesOfIt(String overlay) throws IOException, InterruptedException {
        Assumptions.assumeTrue(Manifests.canKustomize(), "skipped: there is no kubectl here, which brings Kustomize");
        List<JsonNode> all = Manifests.kustomized(overlay);
        List<String> complaints = all.stream()
                .flatMap(manifest -> types.complaints(manifest).stream())
                .toList();
        assertThat(complaints).isEmpty();
        for (JsonNode manifest : all) {
            String kind = manifest.path("kind").asText();
            if (!kind.equals("Namespace")) {
                assertThat(manifest.at("/metadata/namespace").asText()).as(kind).isEqualTo("kennzahl");
            }
            JsonNode image = manifest.at("/spec/template/spec/containers/0/image");
            if (!image.isMissingNode()) {
                assertThat(image.asText()).matches(".+/kennzahl:[0-9]+\\.[0-9]+\\.[0-9]+");
            }
        }
        boolean production = overlay.equals("production");
        JsonNode database = all.stream()
                .filter(manifest -> manifest.path("kind").asText().equals("Cluster"))
                .findFirst()
                .orElseThrow();
        assertThat(database.at("/spec/instances").asInt()).isEqualTo(production ? 3 : 1);
        assertThat(database.at("/spec/postgresql/parameters/timezone").asText()).isEqualTo("UTC");
    }

    private static List<JsonNode> podSpecs() {
        List<JsonNode> specs = new ArrayList<>();
        for (Path file : Manifests.files()) {
            JsonNode spec = Manifests.read(file).at("/spec/template/spec");
            if (spec.has("containers")) {
                specs.add(spec);
            }
        }
        assertThat(specs).hasSize(2);
        return specs;
    }
}
