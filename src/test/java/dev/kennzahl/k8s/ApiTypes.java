package dev.kennzahl.k8s;

import java.beans.BeanInfo;
import java.beans.IntrospectionException;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;

/**
 * What the API server would refuse in a manifest: fields that the type does not have, and values of another type. The types are
 * fabric8's, generated from the OpenAPI documents of Kubernetes and of the Prometheus operator; CloudNativePG's are not among
 * them, and its fields are listed in {@code cloudnative-pg.txt}, as far as they are used.
 */
final class ApiTypes {
    private static final Map<String, Class<?>> TYPES = Map.ofEntries(
            Map.entry("v1/Namespace", Namespace.class),
            Map.entry("v1/Service", Service.class),
            Map.entry("v1/ServiceAccount", ServiceAccount.class),
            Map.entry("apps/v1/Deployment", Deployment.class),
            Map.entry("batch/v1/Job", Job.class),
            Map.entry("autoscaling/v2/HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
            Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class),
            Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
            Map.entry("monitoring.coreos.com/v1/ServiceMonitor", ServiceMonitor.class),
            Map.entry("monitoring.coreos.com/v1/PrometheusRule", PrometheusRule.class));

    private final ObjectMapper json = new ObjectMapper();
    private final FieldList cloudNativePg = FieldList.read("cloudnative-pg.txt");

    /** What is wrong with a manifest; nothing, when it is right. */
    List<String> complaints(JsonNode manifest) {
        String type = manifest.path("apiVersion").asText() + "/"
                + manifest.path("kind").asText();
        if (type.startsWith("postgresql.cnpg.io/v1/")) {
            return cloudNativePg.complaints(manifest);
        }
        Class<?> model = TYPES.get(type);
        if (model == null) {
            return List.of("nobody knows the type " + type);
        }
        List<String> complaints = new ArrayList<>();
        try {
            unknownFields(json.treeToValue(manifest, model), Manifests.id(manifest), complaints);
        } catch (JsonProcessingException e) {
            complaints.add(Manifests.id(manifest) + ": " + e.getOriginalMessage());
        }
        return complaints;
    }

    private static void unknownFields(Object value, String path, List<String> complaints) {
        if (value instanceof Collection<?> items) {
            items.forEach(item -> unknownFields(item, path + "[]", complaints));
        } else if (value instanceof Map<?, ?> entries) {
            entries.forEach((key, entry) -> unknownFields(entry, path + "." + key, complaints));
        } else if (value != null && value.getClass().getName().startsWith("io.fabric8.")) {
            for (PropertyDescriptor property : properties(value.getClass())) {
                Object inside = read(property, value);
                if (property.getName().equals("additionalProperties")) {
                    ((Map<?, ?>) inside).keySet().forEach(name -> complaints.add(path + " has no field " + name));
                } else {
                    unknownFields(inside, path + "." + property.getName(), complaints);
                }
            }
        }
    }

    private static List<PropertyDescriptor> properties(Class<?> type) {
        try {
            BeanInfo info = Introspector.getBeanInfo(type, Object.class);
            return List.of(info.getPropertyDescriptors()).stream()
                    .filter(property -> property.getReadMethod() != null)
                    .filter(property -> property.getWriteMethod() != null
                            || property.getName().equals("additionalProperties"))
                    .toList();
        } catch (IntrospectionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object read(PropertyDescriptor property, Object value) {
        try {
            return property.getReadMethod().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
