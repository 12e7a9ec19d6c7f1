package dev.kennzahl.suite;

import org.junit.platform.suite.api.ExcludeClassNamePatterns;
import org.junit.platform.suite.api.ExcludePackages;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** All but the intake in one portion, for {@code -Dquick}: without the long tests, starting the service thrice takes longer than they do. */
@Suite
@SelectPackages("dev.kennzahl")
@ExcludePackages({
    "dev.kennzahl.api",
    "dev.kennzahl.ingestion",
    "dev.kennzahl.sales",
    "dev.kennzahl.security",
    "dev.kennzahl.suite"
})
@ExcludeClassNamePatterns(ProfileSuite.CLASSES)
class AllButIntakeSuite {}
