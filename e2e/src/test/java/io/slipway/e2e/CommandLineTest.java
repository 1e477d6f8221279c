package io.slipway.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** One sitting of a user at the command line, from {@code up} to {@code down}, every command on the real stack. */
class CommandLineTest {
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final String BOOTSTRAP_SECRET = "what-the-operator-knows-and-nobody-else";

    @TempDir
    private Path directory;

    @Test
    void fromUpToDown() throws Exception {
        Cli cli = new Cli(directory.resolve("data"), directory);
        cli.run("status").expect(3);
        operatorKnowsASecret(cli.data());
        Process up = up(cli);
        try {
            cli.run("status").expect(0);
            cli.offline("up", "--data", cli.data().toString()).expect(4);
            filesArePrivateAndArgumentsHoldNoSecret(cli.data());
            publishAndInstall(cli);
            moveThereAndBack(cli);
            withdraw(cli);
            look(cli);
            letOthersIn(cli);
            makeOrganizations(cli);
            logInAndOut(cli);
            followThePage(cli);
            cli.run("uninstall", "acme/mine", "--wait").expect(0);
            assertThat(items(cli.run("installed").expect(0))).isZero();
        } finally {
            cli.run("down").expect(0);
        }
        assertThat(up.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(up.exitValue()).isZero();
        assertThat(cli.run("down").expect(0).json().path("stopped").asBoolean())
                .as("nothing was there to stop")
                .isFalse();
    }

    /** As an operator would set it: the services run in the data directory, where Quarkus reads {@code config}. */
    private static void operatorKnowsASecret(Path data) throws IOException {
        Path config = Files.createDirectories(data.resolve("config"));
        Files.writeString(
                config.resolve("application.properties"), "slipway.bootstrap.secret=" + BOOTSTRAP_SECRET + "\n");
    }

    private Process up(Cli cli) throws IOException {
        Process up = cli.start(
                directory.resolve("up.out"), "up", "--data", cli.data().toString());
        await("up").atMost(PATIENCE).until(() -> {
            assertThat(up.isAlive()).as("up runs").isTrue();
            return Files.exists(cli.data().resolve("stack.json"));
        });
        return up;
    }

    private void publishAndInstall(Cli cli) throws IOException, InterruptedException {
        Path mine = directory.resolve("mine");
        cli.offline("init", mine.toString()).expect(0);
        cli.offline("validate", mine.toString()).expect(0);
        cli.run("publish", mine.toString(), "--version", "1.0.0").expect(7); // provider.yaml says another
        Path manifest = mine.resolve("provider.yaml");
        Files.writeString(manifest, Files.readString(manifest).replaceAll("(?m)^(provider|version): .*\\R", ""));
        JsonNode version = cli.run(
                        "publish", mine.toString(), "--provider", "acme/mine", "--version", "1.0.0", "--wait")
                .expect(0)
                .json();
        assertThat(version.path("status").asText()).isEqualTo("published");
        cli.run("publish", mine.toString(), "--provider", "acme/other", "--version", "v1")
                .expect(7);
        cli.run("install", "acme/mine", "--wait").expect(0);
        cli.run("install", "acme/mine").expect(4);
        Files.writeString(mine.resolve("NOTES"), "another source");
        cli.run("publish", mine.toString(), "--provider", "acme/mine", "--version", "1.0.0")
                .expect(4);
        cli.run("publish", mine.toString(), "--provider", "acme/mine", "--version", "1.1.0", "--wait")
                .expect(0);
    }

    private static void moveThereAndBack(Cli cli) throws IOException, InterruptedException {
        cli.run("upgrade", "acme/mine", "--wait").expect(0);
        assertThat(serving(cli)).isEqualTo("1.1.0");
        cli.run("rollback", "acme/mine", "--wait").expect(0);
        assertThat(serving(cli)).isEqualTo("1.0.0");
        cli.run("release-hold", "acme/mine").expect(0);
        cli.run("watch", "acme/mine").expect(0);
    }

    /** An automatic installation of another organization leaves a version that is withdrawn with level move. */
    private static void withdraw(Cli cli) throws IOException, InterruptedException {
        cli.run("install", "acme/mine", "--org", "globex", "--policy", "auto", "--wait")
                .expect(0);
        assertThat(serving(cli, "globex")).isEqualTo("1.1.0");

        JsonNode yanked = cli.run("version", "yank", "acme/mine", "1.1.0", "--reason", "it leaks", "--level", "move")
                .expect(0)
                .json();

        assertThat(yanked.at("/affected/yours").asInt()).isZero();
        assertThat(yanked.at("/affected/others").asInt()).isEqualTo(1);
        await().atMost(Duration.ofSeconds(30)).until(() -> serving(cli, "globex"), "1.0.0"::equals);
        cli.run("uninstall", "acme/mine", "--org", "globex", "--wait").expect(0);
    }

    private static void look(Cli cli) throws IOException, InterruptedException {
        assertThat(items(cli.run("providers").expect(0))).isEqualTo(1);
        assertThat(items(cli.run("versions", "acme/mine").expect(0))).isEqualTo(2);
        cli.run("versions", "acme/nothing").expect(3);
        assertThat(cli.run("logs", "deployer").expect(0).output()).contains("Finish");
        assertThat(cli.run("events").expect(0).output())
                .contains("io.slipway.version.released.v1", "io.slipway.rollout.succeeded.v1");
        JsonNode services = cli.run("resync").expect(0).json().path("services");
        assertThat(services).hasSize(3).allSatisfy(service -> assertThat(
                        service.path("changed").asInt())
                .as("nothing was missed: %s", service)
                .isZero());
    }

    private static void letOthersIn(Cli cli) throws IOException, InterruptedException {
        String ada = cli.run("org", "add-member", "--name", "Ada", "--role", "viewer")
                .expect(0)
                .json()
                .path("user_id")
                .asText();
        cli.run("token", "create", "ada", "--scope", "publish", "--user", ada).expect(7);
        JsonNode made = cli.run("token", "create", "ada", "--scope", "read", "--user", ada, "--expires-in", "1h")
                .expect(0)
                .json();
        String token = made.path("token").asText();
        cli.run("installed", "--token", token).expect(0);
        cli.run("upgrade", "acme/mine", "--token", token).expect(6);
        assertThat(items(cli.run("org", "members").expect(0))).isEqualTo(1);
        assertThat(token(cli, made).path("revoked_at").isNull()).isTrue();
        cli.run("token", "revoke", made.path("id").asText()).expect(0);
        assertThat(token(cli, made).path("revoked_at").asText()).endsWith("Z");
        cli.run("installed", "--token", token).expect(6);
        cli.run("org", "set-role", ada, "publisher").expect(0);
        cli.run("org", "remove-member", ada).expect(0);
    }

    private static void makeOrganizations(Cli cli) throws IOException, InterruptedException {
        cli.run("org", "create", "acme").expect(4);
        JsonNode tools = cli.run("org", "create", "acme-tools").expect(0).json();
        String owner = tools.path("token").asText();
        assertThat(names(cli.run("org", "list", "--token", owner))).containsExactly("acme-tools");
        assertThat(names(cli.run("org", "list"))).containsExactly("acme");
        assertThat(items(cli.run("org", "members", "--token", owner).expect(0))).isEqualTo(1);

        String url = address(cli);
        String[] bootstrap = {"org", "create", "first", "--owner", "Eve", "--bootstrap-stdin", "--url", url};
        cli.fed("not-the-secret-not-the-secret-not-the\n", bootstrap).expect(6);
        Cli.Result first = cli.fed(BOOTSTRAP_SECRET + "\n", bootstrap).expect(0);
        assertThat(first.errors()).contains("Made first, owned by usr_");
        assertThat(names(cli.run("org", "list", "--token", first.output().strip())))
                .containsExactly("first");
        cli.fed(BOOTSTRAP_SECRET + "\n", bootstrap).expect(4);
    }

    /** Each scope alone is enough for the commands that are for it. */
    private static void logInAndOut(Cli cli) throws IOException, InterruptedException {
        String url = address(cli);
        String admin = newToken(cli, "admin");
        String publisher = newToken(cli, "publish");
        cli.fed("", "token", "list").expect(3); // no stack, no login
        cli.fed("slp_nonsense\n", "login", url, "--token-stdin").expect(6);

        cli.fed(admin + "\n", "login", url, "--token-stdin").expect(0);
        assertThat(cli.fed("", "token", "list").expect(0).output()).contains("ID", "only-admin", "only-publish");
        cli.fed("", "versions", "acme/mine").expect(6);

        Cli.Result asked = cli.asked("Token: ", publisher, "login", url).expect(0);
        assertThat(asked.output()).contains("of acme at " + url).doesNotContain(publisher);
        cli.fed("", "version", "deprecate", "acme/mine", "1.0.0", "--message", "old")
                .expect(0);
        cli.fed("", "token", "list").expect(6);

        cli.fed("", "logout").expect(0);
        cli.fed("", "token", "list").expect(3);
    }

    /** docs/access.md, "From the command line", as it stands there. */
    private static void followThePage(Cli cli) throws IOException, InterruptedException {
        String page = Files.readString(StackUnderTest.ROOT.resolve("docs/access.md"));
        String section = page.split("## From the command line\n")[1].split("\n## ")[0];
        Files.writeString(cli.scratch().resolve("token"), newToken(cli, "read,admin,publish,install") + "\n");
        String address = address(cli);
        List<String> commands = section.lines()
                .filter(line -> line.startsWith("    $ "))
                .map(line -> line.substring(6).replace("https://registry.example.org", address))
                .toList();
        assertThat(commands).anyMatch(command -> command.startsWith("slipway login"));
        for (String command : commands) {
            cli.shell(command).expect(0);
        }
        assertThat(Files.readString(cli.scratch().resolve("token-of-ci"))).startsWith("slp_");
    }

    private static String newToken(Cli cli, String scope) throws IOException, InterruptedException {
        return cli.run("token", "create", "only-" + scope, "--scope", scope)
                .expect(0)
                .json()
                .path("token")
                .asText();
    }

    private static JsonNode token(Cli cli, JsonNode made) throws IOException, InterruptedException {
        return cli.run("token", "list")
                .expect(0)
                .json()
                .path("items")
                .valueStream()
                .filter(token -> token.path("id").equals(made.path("id")))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<String> names(Cli.Result organizations) throws IOException {
        return organizations.expect(0).json().path("items").valueStream().map(organization -> organization
                .path("name")
                .asText());
    }

    private static String address(Cli cli) throws IOException {
        return new ObjectMapper()
                .readTree(cli.data().resolve("stack.json").toFile())
                .path("api_url")
                .asText();
    }

    private static void filesArePrivateAndArgumentsHoldNoSecret(Path data) throws IOException {
        for (String file : new String[] {"stack.json", "secrets.json", "registry-api.properties"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(file))))
                    .as(file)
                    .isEqualTo("rw-------");
        }
        JsonNode state = new ObjectMapper().readTree(data.resolve("stack.json").toFile());
        String[] secrets = {
            state.path("tokens").path("acme").asText(),
            state.path("kafka").path("password").asText(),
            state.path("registry").path("password").asText(),
            state.path("node").path("token").asText()
        };
        try (Stream<ProcessHandle> processes = ProcessHandle.allProcesses()) {
            assertThat(processes.map(process -> process.info().commandLine().orElse("")))
                    .allSatisfy(line -> assertThat(line).doesNotContain(secrets));
        }
    }

    private static String serving(Cli cli) throws IOException, InterruptedException {
        return serving(cli, "acme");
    }

    private static String serving(Cli cli, String organization) throws IOException, InterruptedException {
        return cli.run("installed", "--org", organization)
                .expect(0)
                .json()
                .path("items")
                .path(0)
                .path("current_version")
                .asText();
    }

    private static int items(Cli.Result result) throws IOException {
        return result.json().path("items").size();
    }
}
