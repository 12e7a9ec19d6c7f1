package dev.kennzahl.suite;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * Tests of a service with other settings, each kind of which is built and started anew, even where no test of it is then run. They are
 * known by their names.
 */
@Suite
@SelectPackages("dev.kennzahl")
@IncludeClassNamePatterns(ProfileSuite.CLASSES)
class ProfileSuite {
    static final String CLASSES = ".*ProfileTest";
}
