package io.slipway.cli;

import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class HelpTest {
    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHelpsWithExamplesAndTakesOutput(String command) {
        Run run = Run.of(command, "--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("Usage: slipway " + command, "Examples:", "slipway " + command, "--output");
    }

    static Stream<String> commands() {
        return Main.commandLine().getSubcommands().keySet().stream();
    }

    @ParameterizedTest
    @CsvSource({
        "env, list",
        "env, create",
        "env, delete",
        "org, create",
        "org, list",
        "org, members",
        "org, add-member",
        "org, set-role",
        "org, remove-member",
        "token, create",
        "token, list",
        "token, revoke",
        "version, retry",
        "version, cancel",
        "version, yank",
        "version, unyank",
        "version, deprecate",
        "version, activate",
        "version, delete"
    })
    void everySubcommandHelpsWithExamplesAndTakesOutput(String command, String subcommand) {
        Run run = Run.of(command, subcommand, "--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("Usage: slipway " + command + " " + subcommand, "Examples:", "--output", "--url");
    }

    @Test
    void hasAllCommands() {
        assertThat(commands())
                .containsExactlyInAnyOrder(
                        "up",
                        "down",
                        "status",
                        "logs",
                        "demo",
                        "init",
                        "validate",
                        "pack",
                        "publish",
                        "download",
                        "providers",
                        "share",
                        "unshare",
                        "shares",
                        "versions",
                        "version",
                        "install",
                        "installed",
                        "config",
                        "upgrade",
                        "downgrade",
                        "rollback",
                        "history",
                        "explain",
                        "release-hold",
                        "uninstall",
                        "promote",
                        "env",
                        "watch",
                        "events",
                        "resync",
                        "login",
                        "logout",
                        "org",
                        "token",
                        "custom",
                        "export",
                        "import");
    }

    @Test
    void listsExitCodes() {
        assertThat(Run.of("--help").out()).contains("Exit codes:", "8   not finished within --timeout");
    }

    @Test
    void wrongUsageIsTwo() {
        assertThat(Run.of("publish").exitCode()).isEqualTo(2);
        assertThat(Run.of("instal", "acme/hello").exitCode()).isEqualTo(2);
        assertThat(Run.of("install", "acme/hello", "--policy", "sometimes").exitCode())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "publish -o json",
                "publish --output=json",
                "-ojson publish",
                "instal acme/hello --output JSON",
                "token create -o json",
                "install acme/hello --policy sometimes -o json"
            })
    void withJsonWrongUsageIsAnObjectToo(String command) {
        Run run = Run.of(command.split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).hasSize(1);
        JsonNode error = Json.parse(run.err()).orElseThrow().path("error");
        assertThat(error.path("code").asText()).isEqualTo("usage");
        assertThat(error.path("exit_code").asInt()).isEqualTo(2);
        assertThat(error.path("message").asText()).isNotEmpty();
        assertThat(error.path("hint").asText()).startsWith("'slipway").contains("--help'");
    }
}
