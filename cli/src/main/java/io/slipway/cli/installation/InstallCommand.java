package io.slipway.cli.installation;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.cli.api.SlipwayApi;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "install",
        description = "Install a provider in your organization.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  slipway install acme/hello --config GREETING=moin --wait",
            "  slipway install acme/hello --policy auto --org globex",
            "  slipway install acme/hello --secret PASSWORD=@password.txt",
            "  slipway install acme/hello --config GREETING=moin --dry-run"
        })
public final class InstallCommand implements Callable<Integer> {
    enum Policy {
        auto,
        manual
    }

    @Mixin
    private InstallationOptions options;

    @Option(names = "--version", paramLabel = "VERSION", description = "Which one (default: the latest).")
    private Optional<String> version;

    @Option(names = "--policy", defaultValue = "manual", description = "${COMPLETION-CANDIDATES} (default: manual).")
    private Policy policy;

    @Option(names = "--tier", paramLabel = "TIER", description = "free, standard or performance.")
    private Optional<String> tier;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "NAME=VALUE",
            mapFallbackValue = "",
            description = "Environment of the provider; numbers and true or false are sent as such.")
    private Map<String, String> config = Map.of();

    @Mixin
    private SecretOption secrets;

    @Option(names = "--dry-run", description = "Only tell what it would come to.")
    private boolean dryRun;

    @Override
    public Integer call() {
        if (dryRun) {
            return options.tell(api -> api.dryInstall(request()));
        }
        SlipwayApi api = options.api();
        JsonNode installation = api.install(request());
        if (options.waiting()) {
            String wanted = Json.text(installation, "installed_version");
            installation = options.settling(api).serving(options.provider(), wanted, "");
        }
        options.console().result(installation, InstallationText.of(installation));
        return ExitCode.OK;
    }

    private ObjectNode request() {
        ObjectNode request = Json.object()
                .put("provider_name", options.provider().toString())
                .put("upgrade_policy", policy.name());
        version.ifPresent(number -> request.put("version", number));
        tier.ifPresent(name -> request.put("resource_tier", name));
        ObjectNode values = request.putObject("config");
        config.forEach((name, value) -> values.set(name, ConfigValue.of(value)));
        values.setAll(secrets.values());
        return request;
    }
}
