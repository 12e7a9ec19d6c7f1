package dev.kennzahl.suite;

import org.junit.platform.suite.api.ExcludeClassNamePatterns;
import org.junit.platform.suite.api.ExcludePackages;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** All that is in no other suite. */
@Suite
@SelectPackages("dev.kennzahl")
@ExcludePackages({"dev.kennzahl.metrics", "dev.kennzahl.suite"})
@ExcludeClassNamePatterns(ProfileSuite.CLASSES)
class OtherSuite {}
