package io.slipway.registry.organization;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a member of an organization may do there; docs/access.md joins roles, scopes and operations. */
public enum Role {
    OWNER(Scope.READ, Scope.PUBLISH, Scope.INSTALL, Scope.ADMIN),
    PUBLISHER(Scope.READ, Scope.PUBLISH),
    OPERATOR(Scope.READ, Scope.INSTALL),
    VIEWER(Scope.READ);

    private final Set<Scope> scopes;

    Role(Scope... scopes) {
        this.scopes = Set.of(scopes);
    }

    public Set<Scope> scopes() {
        return scopes;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty for what is no role's word. */
    public static Optional<Role> of(String word) {
        return Stream.of(values()).filter(role -> role.word().equals(word)).findFirst();
    }
}
