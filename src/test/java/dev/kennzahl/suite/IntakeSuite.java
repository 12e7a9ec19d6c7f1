package dev.kennzahl.suite;

import org.junit.platform.suite.api.ExcludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** What comes in, by which door, from whom, and what becomes of it. */
@Suite
@SelectPackages({"dev.kennzahl.api", "dev.kennzahl.ingestion", "dev.kennzahl.sales", "dev.kennzahl.security"})
@ExcludeClassNamePatterns(ProfileSuite.CLASSES)
class IntakeSuite {}
