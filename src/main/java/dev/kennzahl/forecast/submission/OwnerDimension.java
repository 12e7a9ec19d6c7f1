package dev.kennzahl.forecast.submission;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.forecast.submission.Submissions.Member;

/** What submissions can be grouped by: who submitted, and what is known of them; regions and managers are the owners', not the deals'. */
enum OwnerDimension {
    OWNER(Member::owner),
    TEAM(Member::team),
    REGION(Member::region),
    MANAGER(Member::manager);

    private final Function<Member, @Nullable String> value;

    OwnerDimension(Function<Member, @Nullable String> value) {
        this.value = value;
    }

    /** The name in queries. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether its values are keys of employees, who have names. */
    boolean isOfPeople() {
        return this == OWNER || this == MANAGER;
    }

    @Nullable
    String of(Member member) {
        return value.apply(member);
    }

    static List<String> keys() {
        return Arrays.stream(values()).map(OwnerDimension::key).toList();
    }

    static Optional<OwnerDimension> find(String key) {
        return Arrays.stream(values())
                .filter(dimension -> dimension.key().equals(key))
                .findFirst();
    }

    /** One that is known to exist. */
    static OwnerDimension get(String key) {
        return find(key).orElseThrow();
    }
}
