/** The sample company: generated from a seed, sent as files and webhooks, and known so well that its true KPI values can be told. */
@NullMarked
package dev.kennzahl.demo.sample;

import org.jspecify.annotations.NullMarked;
