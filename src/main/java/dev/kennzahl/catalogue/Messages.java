package dev.kennzahl.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

/** Texts for people, in the languages there are. */
@Singleton
public class Messages {
    /** The languages there are, the default first. */
    public static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN);

    private final Map<String, Properties> texts =
            LANGUAGES.stream().collect(Collectors.toMap(Locale::getLanguage, Messages::load));

    /** The text of a key in a language; empty when there is none, which a test prevents for KPIs. */
    public Optional<String> find(String key, Locale language) {
        Properties ofLanguage = texts.getOrDefault(language.getLanguage(), texts.get(Locale.ENGLISH.getLanguage()));
        return Optional.ofNullable(Objects.requireNonNull(ofLanguage).getProperty(key));
    }

    /** The best language for an {@code Accept-Language} header; English when nothing fits. */
    public static Locale negotiate(@org.jspecify.annotations.Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.isBlank()) {
            return Locale.ENGLISH;
        }
        try {
            Locale best = Locale.lookup(Locale.LanguageRange.parse(acceptLanguage), LANGUAGES);
            return best == null ? Locale.ENGLISH : best;
        } catch (IllegalArgumentException e) {
            return Locale.ENGLISH; // a header that cannot be read is treated as none, as RFC 9110 allows
        }
    }

    private static Properties load(Locale language) {
        String resource = "/i18n/messages_" + language.getLanguage() + ".properties";
        Properties properties = new Properties();
        try (InputStream stream = Messages.class.getResourceAsStream(resource)) {
            properties.load(new InputStreamReader(
                    Objects.requireNonNull(stream, () -> "missing resource " + resource), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
