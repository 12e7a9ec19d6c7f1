package dev.kennzahl.suite;

import org.junit.platform.suite.api.ExcludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** One half of {@code -Dquick}: figures and forecasts of them. */
@Suite
@SelectPackages({"dev.kennzahl.metrics", "dev.kennzahl.forecast"})
@ExcludeClassNamePatterns(ProfileSuite.CLASSES)
class QuickFigureSuite {}
