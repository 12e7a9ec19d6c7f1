package dev.kennzahl.suite;

import org.junit.platform.suite.api.ExcludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** What is made of KPIs, and what they are made of. */
@Suite
@SelectPackages("dev.kennzahl.metrics")
@ExcludeClassNamePatterns({KpiSuite.CLASSES, ProfileSuite.CLASSES})
class FigureSuite {}
