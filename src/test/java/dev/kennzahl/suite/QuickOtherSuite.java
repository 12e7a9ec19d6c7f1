package dev.kennzahl.suite;

import org.junit.platform.suite.api.ExcludeClassNamePatterns;
import org.junit.platform.suite.api.ExcludePackages;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** The other half of {@code -Dquick}: all that is not in {@link QuickFigureSuite}. */
@Suite
@SelectPackages("dev.kennzahl")
@ExcludePackages({"dev.kennzahl.metrics", "dev.kennzahl.forecast", "dev.kennzahl.suite"})
@ExcludeClassNamePatterns(ProfileSuite.CLASSES)
class QuickOtherSuite {}
