package dev.kennzahl.suite;

import org.junit.platform.suite.api.ExcludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** KPIs, the laws that all of them keep, and what is made of them. */
@Suite
@SelectPackages("dev.kennzahl.metrics")
@ExcludeClassNamePatterns(ProfileSuite.CLASSES)
class FigureSuite {}
