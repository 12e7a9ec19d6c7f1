package dev.kennzahl.suite;

import org.junit.platform.suite.api.ExcludeClassNamePatterns;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** KPIs one by one, and the laws that all of them keep. */
@Suite
@SelectPackages("dev.kennzahl.metrics")
@IncludeClassNamePatterns(KpiSuite.CLASSES)
@ExcludeClassNamePatterns(ProfileSuite.CLASSES)
class KpiSuite {
    static final String CLASSES = "dev\\.kennzahl\\.metrics\\.Kpi.*Test";
}
