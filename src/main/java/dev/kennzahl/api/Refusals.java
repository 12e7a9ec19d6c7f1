package dev.kennzahl.api;

import java.util.List;

import io.quarkus.oidc.OIDCException;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;
import dev.kennzahl.security.RefusedToken;

/** What callers are told who are not known, or may not do what they want: the same in REST and in GraphQL. */
final class Refusals {
    static final String CHALLENGE = "ApiKey header=\"X-API-Key\"";

    private static final String API_KEY = "X-API-Key";
    private static final String BEARER = "Bearer";

    private Refusals() {}

    /**
     * Not known.
     *
     * @param failure why, as far as there is more to say than that
     * @param authorization the header of this name, null when the caller sent none
     */
    static Problem unauthenticated(@Nullable Throwable failure, @Nullable String authorization) {
        return isBearer(authorization)
                ? new Problem(
                        ProblemCode.UNAUTHENTICATED,
                        "Authorization",
                        RefusedToken.remedy(failure)
                                .orElse(
                                        "The token is not taken: it must be a JWT that the configured issuer signed, that is in"
                                                + " force, and that is meant for this service. Ask the issuer for a new one."))
                : new Problem(
                        ProblemCode.UNAUTHENTICATED,
                        API_KEY,
                        "Send a valid API key in the header X-API-Key, or, where an OIDC issuer is configured, a token of it"
                                + " as Authorization: Bearer.");
    }

    /** Known, and without the role. */
    static Problem forbidden() {
        return new Problem(ProblemCode.FORBIDDEN, API_KEY, "The API key or token lacks the role that this needs.");
    }

    /** What {@code WWW-Authenticate} says with it. */
    static List<String> challenges(@Nullable String authorization) {
        return isBearer(authorization) ? List.of(CHALLENGE, "Bearer error=\"invalid_token\"") : List.of(CHALLENGE);
    }

    /** Whether a token could be neither taken nor refused, since its issuer does not answer. */
    static boolean isIssuerAway(Throwable failure) {
        return failure instanceof OIDCException;
    }

    static Problem issuerAway() {
        return new Problem(
                ProblemCode.UNAVAILABLE,
                "The issuer of tokens cannot be reached, so yours could not be looked at. API keys work; or try again.");
    }

    private static boolean isBearer(@Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
    }
}
