package io.slipway.registry.organization;

import java.util.Optional;

import jakarta.enterprise.context.RequestScoped;

import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;

/** The caller of the request at hand; resources take it by constructor and ask {@link #get} in their methods. */
@RequestScoped
public class CurrentCaller {
    private Caller caller;

    /** @throws IllegalStateException on a route without {@link RequiresScope} or {@link AnyToken} */
    public Caller get() {
        if (caller == null) {
            throw new IllegalStateException("this route authenticates nobody: annotate it with @RequiresScope");
        }
        return caller;
    }

    /** The same, on a route that names an organization. @throws ProblemException 404 for another one than the caller's */
    public Caller of(String organization) {
        if (!get().organization().equals(organization)) {
            throw ProblemException.of(ErrorCode.NOT_FOUND, "There is no organization " + organization + ".");
        }
        return caller;
    }

    /** Empty without a bearer token, and for one that is not good. */
    public Optional<Caller> ifKnown() {
        return Optional.ofNullable(caller).filter(known -> known != Caller.ANONYMOUS);
    }

    void set(Caller authenticated) {
        caller = authenticated;
    }
}
