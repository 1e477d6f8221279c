package io.slipway.cli.installation;

import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import io.slipway.cli.console.Table;
import io.slipway.providerpackage.ProviderName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "config",
        description = "Show or change the config of an installation; a change is rolled out.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  slipway config acme/hello",
            "  slipway config acme/hello --set GREETING=moin --unset LEVEL --wait",
            "  slipway config acme/hello --secret PASSWORD=@password.txt",
            "  pass show db | slipway config acme/hello --secret PASSWORD=-"
        })
public final class ConfigCommand implements Callable<Integer> {
    @Mixin
    private InstallationOptions options;

    @Mixin
    private ConfigChange change;

    @Override
    public Integer call() {
        ProviderName provider = options.provider();
        if (change.isEmpty()) {
            return show(options.api().installation(provider));
        }
        ObjectNode patch = change.on(Json.object());
        return options.change(
                api -> api.change(provider, patch), (settling, _, before) -> settling.followed(provider, before));
    }

    private Integer show(JsonNode installation) {
        Table table = new Table("NAME", "VALUE");
        installation.path("config").properties().forEach(entry -> table.row(entry.getKey(), text(entry.getValue())));
        options.console().result(installation.path("config"), table.toString());
        return ExitCode.OK;
    }

    /** The API shows a mask for a secret. */
    private static String text(JsonNode value) {
        return value.has("secret") ? value.path("secret").asText() + " (secret)" : value.asText();
    }
}
