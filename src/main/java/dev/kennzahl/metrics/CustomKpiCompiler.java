package dev.kennzahl.metrics;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import dev.kennzahl.catalogue.KpiDefinition;
import dev.kennzahl.catalogue.KpiKind;
import dev.kennzahl.catalogue.KpiOption;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.metrics.explain.Orders;
import dev.kennzahl.metrics.expression.Expression;
import dev.kennzahl.metrics.expression.Expression.Reference;
import dev.kennzahl.metrics.expression.ExpressionParser;
import dev.kennzahl.metrics.expression.UnitAlgebra;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/** Makes KPIs of what a tenant wrote; what cannot be one is a {@link Problem} that names it. */
final class CustomKpiCompiler {
    private final KpiBook builtIn;
    private final Map<String, CustomDefinition> written = new LinkedHashMap<>();
    private final Map<String, CustomKpi> compiled = new LinkedHashMap<>();
    private final Deque<String> underWay = new ArrayDeque<>();

    CustomKpiCompiler(KpiBook builtIn, Collection<CustomDefinition> definitions) {
        this.builtIn = builtIn;
        definitions.forEach(definition -> written.put(definition.key(), definition));
    }

    /** The KPI of that key, which is one of those written. */
    CustomKpi kpi(String key) {
        underWay.clear();
        return compile(key);
    }

    /** The same; empty where it is not written, or none any more, as a later release may have changed what it is built on. */
    Optional<CustomKpi> find(String key) {
        if (!written.containsKey(key)) {
            return Optional.empty();
        }
        try {
            return Optional.of(kpi(key));
        } catch (Problem e) {
            return Optional.empty();
        }
    }

    private CustomKpi compile(String key) {
        CustomKpi known = compiled.get(key);
        if (known != null) {
            return known;
        }
        if (underWay.contains(key)) {
            underWay.addLast(key);
            throw problem("expression goes round in a circle: " + String.join(" → ", underWay) + ".");
        }
        underWay.addLast(key);
        CustomKpi kpi = compile(Objects.requireNonNull(written.get(key)));
        underWay.removeLast();
        compiled.put(key, kpi);
        return kpi;
    }

    private CustomKpi compile(CustomDefinition definition) {
        Expression own = ExpressionParser.parse(definition.expression());
        if (own.references().isEmpty()) {
            throw problem("expression must name at least one KPI; a number alone is none.");
        }
        Map<Reference, Kpi> direct = new LinkedHashMap<>();
        own.references().forEach(reference -> direct.put(reference, find(reference)));
        Unit unit = UnitAlgebra.of(own, reference -> {
            Kpi part = of(direct, reference);
            return part.definition().unit(Kpis.variant(part, reference.variant()));
        });
        Expression whole = own.replace(
                reference -> of(direct, reference) instanceof CustomKpi custom ? custom.expression() : reference);
        Map<String, Kpi> parts = new LinkedHashMap<>();
        whole.references().forEach(reference -> parts.put(reference.key(), builtIn.get(reference.key())));
        if (Set.copyOf(whole.references().stream().map(Reference::toString).toList())
                        .size()
                > Orders.MOST_PARTS) {
            throw problem("expression must be made of at most " + Orders.MOST_PARTS + " different KPIs and variants.");
        }
        return new CustomKpi(definition(definition, unit, direct.values(), whole, parts), definition, whole, parts);
    }

    private static Kpi of(Map<Reference, Kpi> direct, Reference reference) {
        return Objects.requireNonNull(direct.get(reference));
    }

    private Kpi find(Reference reference) {
        Kpi found = builtIn.find(reference.key())
                .orElseGet(() -> written.containsKey(reference.key()) ? compile(reference.key()) : null);
        if (found == null) {
            throw problem("expression names '" + reference.key() + "' at character " + reference.at()
                    + ", which is no KPI here. Meant may be "
                    + new KpiBook(builtIn.all(), compiled.values()).similar(reference.key())
                    + ".");
        }
        if (reference.variant() != null && !found.definition().variants().contains(reference.variant())) {
            throw problem(
                    "expression names " + reference + " at character " + reference.at() + ", but " + reference.key()
                            + " has the variants " + found.definition().variants() + ".");
        }
        return found;
    }

    private static KpiDefinition definition(
            CustomDefinition written, Unit unit, Collection<Kpi> direct, Expression whole, Map<String, Kpi> parts) {
        Map<String, KpiOption> options = new LinkedHashMap<>();
        parts.values()
                .forEach(part ->
                        part.definition().options().forEach(option -> options.putIfAbsent(option.name(), option)));
        List<Measure> measures = whole.references().stream()
                .flatMap(reference -> {
                    Kpi part = Objects.requireNonNull(parts.get(reference.key()));
                    Asked asked =
                            Asked.byDefault(part.definition(), List.of()).in(Kpis.variant(part, reference.variant()));
                    return part.measures(asked).stream();
                })
                .toList();
        KpiDefinition.Builder builder = KpiDefinition.kpi(written.key())
                .category(
                        written.category() == null
                                ? direct.iterator().next().definition().category()
                                : written.category())
                .unit(unit)
                .direction(written.direction())
                .version(version(written, direct))
                .builtOn(direct.stream().distinct().map(Kpi::definition).toArray(KpiDefinition[]::new))
                .options(options.values().toArray(KpiOption[]::new));
        return Definitions.of(builder, KpiKind.DERIVED, measures);
    }

    /** Its own version, and those of custom KPIs that it is built on: another of theirs gives other values, too. */
    private static String version(CustomDefinition written, Collection<Kpi> direct) {
        Set<String> others = new TreeSet<>();
        direct.forEach(part -> {
            if (part instanceof CustomKpi custom) {
                String[] own = custom.definition().version().split("; ");
                others.add(custom.definition().key() + " " + own[0]);
                others.addAll(List.of(own).subList(1, own.length));
            }
        });
        Set<String> all = new LinkedHashSet<>(List.of(Integer.toString(written.version())));
        all.addAll(others);
        return String.join("; ", all);
    }

    /** What the {@link #version} of a KPI names: its own version, and those of custom KPIs it is built on, by their keys. */
    static Map<String, Integer> versions(String key, String name) {
        Map<String, Integer> versions = new LinkedHashMap<>();
        for (String one : (key + " " + name).split("; ")) {
            String[] keyAndVersion = one.split(" ", 2);
            if (keyAndVersion.length == 2 && keyAndVersion[1].matches("[0-9]{1,9}")) {
                versions.put(keyAndVersion[0], Integer.valueOf(keyAndVersion[1]));
            }
        }
        return versions;
    }

    private static Problem problem(String detail) {
        return new Problem(ProblemCode.INVALID_VALUE, "expression", detail);
    }
}
