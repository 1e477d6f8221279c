package io.slipway.registry.installation;

import java.util.List;
import java.util.Map;

import io.slipway.registry.environment.EnvironmentName;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Where a version goes, and what goes with it.
 *
 * @param to the environment
 * @param include what is taken along beside the version; nothing when left out
 * @param config a merge patch of the config there, after what is taken along
 */
record PromoteRequest(
        String to,

        @Schema(description = "config, without its secrets, and resource_tier") @Nullable List<String> include,

        @Schema(description = "A merge patch (RFC 7396) of the config there") @Nullable Map<String, Object> config) {

    private static final String CONFIG = "config";
    private static final String TIER = "resource_tier";

    /** @throws ProblemException 422 */
    PromoteRequest checked(String from) {
        EnvironmentName.checked("/to", to);
        if (to.equals(from)) {
            throw ProblemException.ofField(ErrorCode.INVALID_VALUE, "/to", "is where it comes from");
        }
        if (include != null && !include.stream().allMatch(PromoteRequest::canGoAlong)) {
            throw ProblemException.ofField(ErrorCode.INVALID_VALUE, "/include", "may have config and resource_tier");
        }
        return this;
    }

    /** What the other installation is to have. @throws ProblemException 422 for a config that cannot be one */
    Settings settings(Settings source, Settings there) {
        Settings wanted = there;
        if (takes(TIER)) {
            wanted =
                    new Settings(wanted.upgradePolicy(), wanted.versionRange(), source.resourceTier(), wanted.config());
        }
        if (takes(CONFIG)) {
            wanted = SettingsReader.merge(wanted, Map.of(CONFIG, Promotions.withoutSecrets(source.config())));
        }
        return config == null ? wanted : SettingsReader.merge(wanted, Map.of(CONFIG, config));
    }

    private static boolean canGoAlong(String what) {
        return CONFIG.equals(what) || TIER.equals(what);
    }

    private boolean takes(String what) {
        return include != null && include.contains(what);
    }
}
