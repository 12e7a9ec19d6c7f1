package dev.kennzahl.api;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import dev.kennzahl.database.StoreOutage;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/** The one place where failures become REST answers; resources stay free of it. */
@Singleton
final class ProblemMappers {
    private static final int FRAMES_OF_A_PARSER = 5;
    private static final Set<Class<?>> WHOLE = Set.of(Integer.class, int.class, Long.class, long.class);
    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    private final ToldProblems told;

    ProblemMappers(ToldProblems told) {
        this.told = told;
    }

    @ServerExceptionMapper
    Response problem(Problem problem) {
        Response answer = answer(ProblemBody.of(problem));
        // Whole seconds, rounded up: who comes too early is refused once more.
        problem.retryAfter().ifPresent(time -> answer.getHeaders()
                .putSingle(
                        HttpHeaders.RETRY_AFTER,
                        Math.max(1, time.plusMillis(999).toSeconds())));
        return answer;
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    Response unauthenticated(SecurityException exception, HttpHeaders headers) {
        String authorization = headers.getHeaderString(HttpHeaders.AUTHORIZATION);
        Response answer = answer(ProblemBody.of(Refusals.unauthenticated(exception, authorization)));
        answer.getHeaders().put(HttpHeaders.WWW_AUTHENTICATE, List.<Object>copyOf(Refusals.challenges(authorization)));
        return answer;
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException exception) {
        return answer(ProblemBody.of(Refusals.forbidden()));
    }

    @ServerExceptionMapper
    Response invalid(ConstraintViolationException exception) {
        String detail = exception.getConstraintViolations().stream()
                .sorted(Comparator.comparing(
                        violation -> violation.getPropertyPath().toString()))
                .map(violation -> lastOf(violation) + " " + violation.getMessage())
                .collect(Collectors.joining("; "));
        String field = exception.getConstraintViolations().stream()
                .map(ProblemMappers::lastOf)
                .sorted()
                .findFirst()
                .orElse(null);
        return answer(ProblemBody.of(ProblemCode.INVALID_VALUE, detail, field, null));
    }

    private static String lastOf(ConstraintViolation<?> violation) {
        String last = "";
        for (Path.Node node : violation.getPropertyPath()) {
            last = String.valueOf(node.getName());
        }
        return last;
    }

    @ServerExceptionMapper(priority = 1)
    Response unknownMember(UnrecognizedPropertyException exception) {
        return answer(ProblemBody.of(
                ProblemCode.UNKNOWN_FIELD,
                "Unknown field '" + exception.getPropertyName() + "'; valid are " + exception.getKnownPropertyIds()
                        + ".",
                exception.getPropertyName(),
                null));
    }

    // Both, as Quarkus has a mapper of its own for the narrower one, which answers without a body.
    @ServerExceptionMapper(
            value = {JsonMappingException.class, MismatchedInputException.class},
            priority = 1)
    Response wrongShape(JsonMappingException exception) {
        String field = exception.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
        String where = field.isEmpty() ? "The body" : "The field '" + field + "'";
        if (isFraction(exception)) {
            return answer(ProblemBody.of(
                    ProblemCode.INVALID_VALUE,
                    where + " must be a whole number.",
                    field.isEmpty() ? null : field,
                    null));
        }
        return answer(ProblemBody.of(
                ProblemCode.INVALID_JSON,
                where + " has not the form that the OpenAPI document describes.",
                field.isEmpty() ? null : field,
                null));
    }

    private static boolean isFraction(JsonMappingException exception) {
        return exception instanceof InvalidFormatException format
                && format.getValue() instanceof Number
                && WHOLE.contains(format.getTargetType());
    }

    @ServerExceptionMapper
    Response brokenJson(JsonProcessingException exception) {
        var at = exception.getLocation();
        String where = at == null ? "" : " near line " + at.getLineNr() + ", column " + at.getColumnNr();
        return answer(ProblemBody.of(ProblemCode.INVALID_JSON, "The body is not valid JSON" + where + ".", null, null));
    }

    /** Jackson lets it through as it is: a number whose exponent has more digits than an int holds. */
    @ServerExceptionMapper
    Response number(NumberFormatException exception) {
        boolean inTheBody = Arrays.stream(exception.getStackTrace())
                .limit(FRAMES_OF_A_PARSER)
                .anyMatch(frame -> frame.getClassName().startsWith("com.fasterxml.jackson.core"));
        return inTheBody
                ? answer(ProblemBody.of(
                        ProblemCode.INVALID_JSON,
                        "A number in the body is larger than any that can be meant.",
                        null,
                        null))
                : fault(exception);
    }

    @ServerExceptionMapper
    Response http(WebApplicationException exception) {
        if (exception.getCause() instanceof JsonProcessingException json) {
            return exception.getCause() instanceof UnrecognizedPropertyException unknown
                    ? unknownMember(unknown)
                    : json instanceof JsonMappingException shape
                                    && !(shape.getPath().isEmpty())
                            ? wrongShape(shape)
                            : brokenJson(json);
        }
        int status = exception.getResponse().getStatus();
        return switch (status) {
            case 400 ->
                answer(ProblemBody.of(
                        ProblemCode.INVALID_VALUE,
                        "A parameter or the body has not the form described in the OpenAPI document.",
                        null,
                        null));
            case 401 -> answer(ProblemBody.of(Refusals.unauthenticated(exception, null)));
            case 403 -> forbidden(new ForbiddenException());
            case 404 ->
                answer(ProblemBody.of(
                        ProblemCode.NOT_FOUND,
                        "There is nothing at this path; see /openapi for what there is.",
                        null,
                        null));
            case 405 ->
                answer(ProblemBody.of(
                        ProblemCode.METHOD_NOT_ALLOWED,
                        "This path does not take that method; see /openapi.",
                        null,
                        null));
            case 406 ->
                answer(ProblemBody.of(
                        ProblemCode.NOT_ACCEPTABLE,
                        "None of the media types in Accept can be given; see /openapi.",
                        HttpHeaders.ACCEPT,
                        null));
            case 413 ->
                answer(ProblemBody.of(
                        ProblemCode.PAYLOAD_TOO_LARGE, "The body is larger than this path takes.", null, null));
            case 415 ->
                answer(ProblemBody.of(
                        ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                        "This path does not take that Content-Type; see /openapi.",
                        HttpHeaders.CONTENT_TYPE,
                        null));
            default -> status < 500 ? exception.getResponse() : fault(exception);
        };
    }

    @ServerExceptionMapper
    Response fault(Throwable fault) {
        if (Refusals.isIssuerAway(fault)) {
            return answer(ProblemBody.of(Refusals.issuerAway()));
        }
        if (StoreOutage.isBehind(fault)) {
            return answer(ProblemBody.of(
                    ProblemCode.UNAVAILABLE,
                    "The store cannot be reached. Nothing was changed; try again.",
                    null,
                    null));
        }
        String requestId = UUID.randomUUID().toString();
        LOG.errorf(fault, "Request %s failed", requestId);
        return answer(ProblemBody.of(
                ProblemCode.INTERNAL_ERROR,
                "This is a fault of the service. Its log knows it under the request id.",
                null,
                requestId));
    }

    private Response answer(ProblemBody body) {
        told.inRest(body.code());
        Response.ResponseBuilder response =
                Response.status(body.status()).type(ProblemBody.MEDIA_TYPE).entity(body);
        if (body.code() == ProblemCode.UNAVAILABLE) {
            response.header(HttpHeaders.RETRY_AFTER, 5);
        }
        if (body.code() == ProblemCode.REQUEST_TIMEOUT) {
            response.header("Connection", "close"); // the rest of the body may still be on its way
        }
        if (body.code() == ProblemCode.UNAUTHENTICATED) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, Refusals.CHALLENGE);
        }
        return response.build();
    }
}
