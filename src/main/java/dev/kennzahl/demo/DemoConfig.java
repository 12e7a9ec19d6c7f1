package dev.kennzahl.demo;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whether there is a demo tenant, and what it is filled with. */
@ConfigMapping(prefix = "kennzahl.demo")
public interface DemoConfig {
    /** On in the profiles dev and demo only: the demo tenant's key is known to everybody. */
    @WithDefault("false")
    boolean enabled();

    /** {@code generated}, {@code none}, or a folder with the public CRM Sales Opportunities files ({@code KENNZAHL_DEMO_DATA}). */
    @WithDefault("generated")
    String data();

    /** How many webhooks are posted beside each other while loading. */
    @WithDefault("4")
    int parallelPosts();
}
