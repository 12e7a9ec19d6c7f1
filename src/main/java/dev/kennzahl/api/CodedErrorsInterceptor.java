package dev.kennzahl.api;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Gives every failure of a GraphQL API its code, those of the security checks included: it stands outside of them. */
@CodedErrors
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE - 100)
public class CodedErrorsInterceptor {
    private final ToldProblems told;

    CodedErrorsInterceptor(ToldProblems told) {
        this.told = told;
    }

    @AroundInvoke
    Object coded(InvocationContext call) {
        try {
            Object result = call.proceed();
            if (result instanceof Multi<?> answers) {
                return answers.onFailure().transform(this::ended);
            }
            return result instanceof Uni<?> answer ? answer.onFailure().transform(GraphQlProblem::of) : result;
        } catch (Exception failure) { // whatever it is, the caller gets a code for it
            throw GraphQlProblem.of(failure);
        }
    }

    /** A socket's answers do not come by {@link GraphQlEndpoint}, which counts all others. */
    private GraphQlProblem ended(Throwable failure) {
        GraphQlProblem problem = GraphQlProblem.of(failure);
        told.inGraphQl(problem.code());
        return problem;
    }
}
