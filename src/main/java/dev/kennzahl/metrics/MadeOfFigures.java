package dev.kennzahl.metrics;

import java.util.List;
import java.util.function.Function;

/** A KPI that is computed from others of the same cell. */
interface MadeOfFigures extends Kpi {
    /** The others, each once. */
    List<Figure> figures(Asked asked);

    /** The value, from theirs. */
    KpiValue combined(Asked asked, Function<Figure, KpiValue> figure);
}
