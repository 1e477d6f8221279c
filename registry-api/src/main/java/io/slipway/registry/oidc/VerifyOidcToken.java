package io.slipway.registry.oidc;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;

/** From a CI job's OIDC token to who it is. Blocks when an issuer's keys have to be fetched. */
@ApplicationScoped
class VerifyOidcToken {
    private static final int MAX_LENGTH = 16 * 1024;
    private static final int CLOCK_SKEW_SECONDS = 30;
    private static final int MAX_AGE_SECONDS = 24 * 60 * 60;
    private static final int MAX_FUTURE_MINUTES = 24 * 60;
    private static final Pattern JTI = Pattern.compile("[\\x21-\\x7e]{1,200}");

    /** Signatures by a key pair alone: with HS256 an issuer's public key would sign. */
    private static final AlgorithmConstraints ALGORITHMS = new AlgorithmConstraints(
            AlgorithmConstraints.ConstraintType.PERMIT,
            AlgorithmIdentifiers.RSA_USING_SHA256,
            AlgorithmIdentifiers.RSA_USING_SHA384,
            AlgorithmIdentifiers.RSA_USING_SHA512,
            AlgorithmIdentifiers.RSA_PSS_USING_SHA256,
            AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
            AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384);

    /** Tells whose keys to use, and nothing that is believed. */
    private static final JwtConsumer UNVERIFIED = new JwtConsumerBuilder()
            .setSkipAllValidators()
            .setDisableRequireSignature()
            .setSkipSignatureVerification()
            .build();

    private final Issuers issuers;
    private final OidcConfig config;
    private final Clock clock;

    VerifyOidcToken(Issuers issuers, OidcConfig config, Clock clock) {
        this.issuers = issuers;
        this.config = config;
        this.clock = clock;
    }

    /** @throws ProblemException 401 for a token that is not to be believed, 503 when its issuer cannot be asked */
    WorkflowIdentity verify(String token) {
        Issuer issuer = issuerOf(token);
        try {
            return identity(issuer, consumer(issuer).processToClaims(token));
        } catch (InvalidJwtException e) {
            throw unreachable(e)
                    ? ProblemException.of(ErrorCode.UNAVAILABLE, "The keys of " + issuer.name() + " cannot be fetched.")
                    : refused(reason(e));
        } catch (MalformedClaimException e) {
            throw refused("one of its claims has the wrong type");
        }
    }

    static ProblemException refused(String why) {
        return ProblemException.of(ErrorCode.OIDC_TOKEN_REFUSED, "The OIDC token is refused: " + why + ".");
    }

    private Issuer issuerOf(String token) {
        try {
            if (token.length() > MAX_LENGTH) {
                throw refused("it is too long");
            }
            String name = UNVERIFIED.processToClaims(token).getIssuer();
            return issuers.find(name == null ? "" : name).orElseThrow(() -> refused("its issuer is not trusted here"));
        } catch (InvalidJwtException | MalformedClaimException e) {
            throw refused("it is no signed JWT");
        }
    }

    private JwtConsumer consumer(Issuer issuer) {
        return new JwtConsumerBuilder()
                .setVerificationKeyResolver(issuer)
                .setJwsAlgorithmConstraints(ALGORITHMS)
                .setExpectedIssuer(true, issuer.name())
                .setExpectedAudience(true, config.audience().orElseThrow())
                .setRequireJwtId()
                .setRequireExpirationTime()
                .setRequireIssuedAt()
                .setIssuedAtRestrictions(CLOCK_SKEW_SECONDS, MAX_AGE_SECONDS)
                .setMaxFutureValidityInMinutes(MAX_FUTURE_MINUTES)
                .setAllowedClockSkewInSeconds(CLOCK_SKEW_SECONDS)
                .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                .build();
    }

    private static WorkflowIdentity identity(Issuer issuer, JwtClaims claims) throws MalformedClaimException {
        OidcConfig.Issuer names = issuer.config();
        String jti = claims.getJwtId();
        if (!JTI.matcher(jti).matches()) {
            throw refused("its jti is no id");
        }
        return new WorkflowIdentity(
                issuer.name(),
                required(claims, names.repositoryIdClaim()),
                workflow(issuer, required(claims, names.workflowClaim())),
                claims.getClaimValueAsString(names.environmentClaim()),
                jti,
                Instant.ofEpochSecond(claims.getExpirationTime().getValue() + CLOCK_SKEW_SECONDS));
    }

    private static String required(JwtClaims claims, String name) {
        String value = claims.getClaimValueAsString(name);
        if (value == null || value.isEmpty()) {
            throw refused("it has no claim " + name);
        }
        return value;
    }

    private static String workflow(Issuer issuer, String claim) {
        Matcher workflow = issuer.workflow().matcher(claim);
        if (!workflow.matches()) {
            throw refused("its claim " + issuer.config().workflowClaim() + " names no workflow");
        }
        return workflow.group(1);
    }

    private static boolean unreachable(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .anyMatch(cause -> cause instanceof IOException);
    }

    private static String reason(InvalidJwtException e) {
        List<String> reasons = e.getErrorDetails().stream()
                .map(error -> error.getErrorMessage())
                .toList();
        return reasons.isEmpty() ? "its signature, algorithm or key is wrong" : String.join("; ", reasons);
    }
}
