package io.slipway.registry.organization;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

@ApplicationScoped
public class TokenStore implements PanacheRepositoryBase<Token, String> {

    /** Null when no such token was ever given. */
    Uni<Token> findByFingerprint(String sha256) {
        return find("sha256", sha256).firstResult();
    }
}
