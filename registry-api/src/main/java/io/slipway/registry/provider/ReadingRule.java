package io.slipway.registry.provider;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Who sees a provider, its versions and their packages: whoever one of these admits. To all others it does not exist. Each
 * rule is stated twice, for one provider and as a condition of queries; a test holds both against each other.
 */
public enum ReadingRule {
    /** Those who may publish it, whatever its visibility. */
    PUBLISHERS("p.organization = :organization") {
        @Override
        boolean applies(Reader reader) {
            return reader.publisher();
        }

        @Override
        boolean admits(Reader reader, Facts provider) {
            return reader.publisher() && reader.organization().equals(provider.owner());
        }
    },
    /** Users, and members of organizations, that it is shared with. */
    SHARED("p.released_at is not null and "
            // Each is looked up for each provider: of exists PostgreSQL makes a table of all, and of both grantees
            // together
            // a walk through all that the provider is shared with.
            + "coalesce((select s.id from share s where s.provider_id = p.id and s.grantee = :organization),"
            + " (select s.id from share s where s.provider_id = p.id and s.grantee = :account)) is not null") {
        @Override
        boolean admits(Reader reader, Facts provider) {
            return provider.released() && provider.shared();
        }
    },
    /** Members of its organization, unless it is private. */
    MEMBERS("p.organization = :organization and p.visibility in ('organization', 'public')") {
        /** Publishers see these by the first rule. */
        @Override
        boolean applies(Reader reader) {
            return !reader.publisher();
        }

        @Override
        boolean admits(Reader reader, Facts provider) {
            return reader.organization().equals(provider.owner())
                    && !provider.visibility().equals("private");
        }
    },
    /** Everybody with a token, when it is public. */
    EVERYBODY("p.released_at is not null and p.visibility = 'public'") {
        @Override
        boolean admits(Reader reader, Facts provider) {
            return provider.released() && provider.visibility().equals("public");
        }
    };

    private final String condition;

    ReadingRule(String condition) {
        this.condition = condition;
    }

    /**
     * What the rules ask of a provider.
     *
     * @param owner its organization
     * @param released whether a version of it was ever published: before, nobody else is told of it
     * @param shared with the reader or its organization
     */
    public record Facts(String owner, String visibility, boolean released, boolean shared) {}

    public static boolean reads(Reader reader, Facts provider) {
        return Arrays.stream(values()).anyMatch(rule -> rule.admits(reader, provider));
    }

    /** Those whose conditions tell whether this reader sees a provider. */
    static List<ReadingRule> of(Reader reader) {
        return Arrays.stream(values()).filter(rule -> rule.applies(reader)).toList();
    }

    /** One condition of all, in parentheses. */
    static String anyOf(List<ReadingRule> rules) {
        return rules.stream()
                // What is told by the row itself comes before what has to be looked for.
                .sorted(Comparator.comparing(SHARED::equals))
                .map(rule -> "(" + rule.condition + ")")
                .collect(Collectors.joining(" or ", "(", ")"));
    }

    /**
     * SQL on a provider {@code p}: whether it may go on running for a tenant, one of whose own publishers installed it if it
     * is their own.
     *
     * @param organization what stands for the tenant in the query
     * @param account what stands for the user by whose share it was installed; SQL's null when that counts no longer
     */
    public static String ofTenant(String organization, String account) {
        return anyOf(List.of(PUBLISHERS, SHARED, EVERYBODY))
                .replace(":organization", organization)
                .replace(":account", account);
    }

    /** SQL on a provider {@code p}, with the parameters {@code :organization} and {@code :account}. */
    String condition() {
        return condition;
    }

    /** Whether it can admit the reader to anything, so that its condition is worth asking. */
    boolean applies(Reader reader) {
        return true;
    }

    abstract boolean admits(Reader reader, Facts provider);
}
