package io.slipway.registry.version;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;

import jakarta.inject.Inject;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.slipway.contracts.BuildEvent;
import io.slipway.contracts.BuildState;
import io.slipway.providerpackage.VersionNumber;
import io.slipway.providerpackage.VersionTexts;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Kafka;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/** What {@code latest} stands for, decided by PostgreSQL. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class LatestTest {
    private static final String LIKE_ANOTHER = """
            insert into version (id, provider, number, bare_number, sequence, status, active, build_id, source_hash,
              source_size_bytes, runtime, runtime_version, manifest, metadata, created_at, updated_at)
            select md5(provider || n), provider, n, split_part(n, '+', 1), 1, s, a, md5(n), source_hash, 1, runtime,
              runtime_version, manifest, metadata, created_at, updated_at
            from (select ? as n, ? as s, ? as a) as given, version
            where provider = ? limit 1 on conflict do nothing""";

    private static final int MANY = 300;
    private static final long SEED = Long.getLong("versions.seed", System.nanoTime());

    @Inject
    DataSource database;

    static Stream<Arguments> latest() {
        return Stream.of(
                Arguments.of(null, List.of(), "nothing published"),
                Arguments.of("1.10.0", List.of("1.9.0", "1.10.0", "1.2.0"), "by precedence, not as text"),
                Arguments.of("1.0.0", List.of("1.0.0", "2.0.0-rc.1"), "no pre-release"),
                Arguments.of(null, List.of("2.0.0-rc.1"), "not even the only one"),
                Arguments.of("1.0.0", List.of("1.0.0", "1.1.0 building"), "not what is building"),
                Arguments.of("1.0.0", List.of("1.0.0", "1.1.0 failed"), "not what failed"),
                Arguments.of("1.0.0", List.of("1.0.0", "1.1.0 yanked"), "not what was yanked"),
                Arguments.of("1.0.0+b", List.of("0.9.0+c", "1.0.0+b"), "build metadata and all"),
                Arguments.of("1.0.0", List.of("1.0.0 active", "1.1.0"), "the active one wins"),
                Arguments.of("2024.06.11-000000", List.of("2024.06.10-153042", "2024.06.11-000000"), "by time"));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("latest")
    void isTheHighestGoodOne(String expected, List<String> versions, String reason) throws SQLException {
        boolean calendar = versions.toString().matches(".*\\d{4}\\..*");
        String provider = "acme/latest-" + Math.floorMod(reason.hashCode(), 1_000_000);
        // Neither is higher than any other, and the first is a pre-release: but they make latest be looked up.
        String last = calendar ? "0001.01.01-000000" : "0.0.0-a";
        Response published = Api.publish(Tokens.ACME, provider, last, Packages.hello(reason));
        published.then().statusCode(202);
        for (String version : versions) {
            String[] words = version.split(" ");
            boolean active = version.endsWith("active");
            insert(provider, words[0], words.length == 1 || active ? "published" : words[1], active);
        }

        BuildState build = Api.succeeded(published, provider, last);
        Kafka.send(new BuildEvent.BuildSucceeded(build), build);

        Api.awaitStatus(provider, last, "published");
        Api.as(Tokens.ACME).get("/providers/" + provider).then().body("latest_version", equalTo(expected));
    }

    /** PostgreSQL's order of releases, which nobody sees but by {@code latest}, and that of the versions. */
    @Test
    void theOrderIsThatOfVersions() throws SQLException {
        VersionTexts texts = new VersionTexts(SEED);
        isTheSame("acme/ordered", texts::semver);
        isTheSame("acme/ordered-by-time", texts::calendar);
    }

    private void isTheSame(String provider, Supplier<String> texts) throws SQLException {
        String first = texts.get();
        Api.publish(Tokens.ACME, provider, first, Packages.hello(provider))
                .then()
                .statusCode(202);
        Set<String> bare = new LinkedHashSet<>(List.of(first.split("\\+")[0]));
        Stream.generate(texts).limit(MANY).map(text -> text.split("\\+")[0]).forEach(bare::add);
        for (String number : bare) {
            insert(provider, number, "published", false);
        }

        List<String> ordered = numbers(provider);

        assertThat(ordered.stream().map(number -> number.split("\\+")[0]))
                .as("-Dversions.seed=%d", SEED)
                .containsExactlyElementsOf(bare.stream()
                        .map(VersionNumbers::stored)
                        .filter(number -> !number.preRelease())
                        .sorted()
                        .map(VersionNumber::toString)
                        .toList());
    }

    private void insert(String provider, String number, String status, boolean active) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(LIKE_ANOTHER)) {
            statement.setString(1, number);
            statement.setString(2, status);
            statement.setBoolean(3, active);
            statement.setString(4, provider);
            statement.execute();
        }
    }

    private List<String> numbers(String provider) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("select number from version "
                        + "where provider = ? and release_order is not null order by release_order")) {
            statement.setString(1, provider);
            List<String> numbers = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    numbers.add(rows.getString(1));
                }
            }
            return numbers;
        }
    }
}
