package io.slipway.registry.custom;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Setup;
import io.slipway.testing.Infrastructure;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

/** A registry that was in use before there were custom providers gets them of what it has. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CustomMigrationTest {
    private static final String SCHEMA = "before_custom_providers";
    private static final String BEFORE = "23";
    private static final String WITH_LOGINS = "28";
    private static final int MANY = 500;

    /** Versions are made in turn, so that those of one provider have others' between them. */
    private static final List<String> ROWS = List.of(
            """
            insert into organization (id, name, likeness, created_at)
            select 'org_' || name, name, name, now() from (values ('acme'), ('globex')) as of_name (name)""",
            """
            insert into environment (id, organization, name, actor, created_at)
            values ('env_a', 'acme', 'default', 'system:x', now()), ('env_b', 'acme', 'live', 'system:x', now()),
              ('env_c', 'globex', 'default', 'system:x', now())""",
            """
            insert into provider (id, name, organization, version_scheme, created_at, updated_at, deleted_at)
            values ('pro_1', 'acme/many', 'acme', 'semver', now(), now(), null),
              ('pro_2', 'acme/gone', 'acme', 'semver', now(), now(), now()),
              ('pro_3', 'globex/one', 'globex', 'calendar', now(), now(), null),
              ('pro_4', 'globex/none', 'globex', 'semver', now(), now(), null)""",
            "insert into blob (sha256, size_bytes, created_at, touched_at) values ('hash', 1, now(), now())",
            """
            insert into version (id, provider, number, bare_number, sequence, status, build_id, source_hash,
              source_size_bytes, runtime, runtime_version, manifest, metadata, created_at, updated_at, deleted_at)
            select 'prv_' || lpad(g::text, 6, '0'), case g %% 2 when 0 then 'acme/many' else 'acme/gone' end, '1.0.' || g,
              '1.0.' || g, 1, (array['building', 'published', 'failed', 'yanked'])[1 + (g / 2) %% 4], 'bld_' || g, 'hash', 1,
              'java25', '25', '{}', '{}', now(), now(), case when g %% 10 = 8 then now() end
            from generate_series(1, %d) g""".formatted(2 * MANY),
            """
            insert into version (id, provider, number, bare_number, sequence, status, build_id, source_hash,
              source_size_bytes, runtime, runtime_version, manifest, metadata, created_at, updated_at)
            values ('prv_000000', 'globex/one', '2026.01.01-000000', '2026.01.01-000000', 1, 'published', 'bld_one', 'hash', 1,
              'java25', '25', '{}', '{}', now(), now())""",
            """
            insert into audit_entry (id, organization, actor, action, subject, details, created_at)
            values ('aud_1', 'acme', 'user:usr_1', 'version.published', 'acme/many@1.0.2', '{}', now()),
              ('aud_2', 'acme', 'token:tok_2', 'version.published', 'acme/many@1.0.2', '{}', now()),
              ('aud_3', 'acme', 'token:tok_2', 'version.yanked', 'acme/many@1.0.4', '{}', now()),
              ('aud_4', 'globex', 'token:tok_3', 'version.published', 'acme/many@1.0.6', '{}', now())""",
            installation("ins_1", "acme", "default", "acme/many", "now()"),
            installation("ins_2", "acme", "default", "acme/many", "null"),
            installation("ins_3", "acme", "live", "acme/many", "null"),
            installation("ins_4", "acme", "forgotten", "acme/many", "now()"),
            installation("ins_5", "globex", "default", "acme/many", "null"),
            installation("ins_6", "acme", "default", "globex/one", "null"));

    @Inject
    Flyway flyway;

    private Connection connection;

    @BeforeAll
    void migrate() throws SQLException {
        migration(BEFORE).migrate();
        // Its own: Flyway takes the only one of the pool.
        connection = DriverManager.getConnection(
                Api.config("quarkus.datasource.jdbc.url"),
                Api.config("quarkus.datasource.username"),
                Api.config("quarkus.datasource.password"));
        connection.setSchema(SCHEMA);
        for (String sql : ROWS) {
            execute(sql);
        }
        migration(WITH_LOGINS).migrate();
        execute("""
                insert into registry_credential (version_id, key_id, nonce, ciphertext, created_at)
                select id, 'k1', ''::bytea, ''::bytea, now() from version where status in ('building', 'failed')""");
        migration("latest").migrate();
    }

    private Flyway migration(String target) {
        return Flyway.configure()
                .configuration(flyway.getConfiguration())
                .schemas(SCHEMA)
                .target(target)
                .load();
    }

    @AfterAll
    void leave() throws SQLException {
        connection.close();
    }

    private static String installation(
            String id, String organization, String environment, String provider, String removed) {
        return """
            insert into installation (id, organization, environment, provider, sequence, generation, requested_generation,
              desired, delete_data, version, upgrade_policy, resource_tier, config_revision, last_config_revision, config,
              created_at, updated_at, removed_at)
            values ('%s', '%s', '%s', '%s', 1, 1, 1, 'present', false, '1.0.2', 'manual', 'standard', 1, 1, '{}', now(), now(),
              %s)""".formatted(id, organization, environment, provider, removed);
    }

    @Test
    void eachVersionHasAnIndexInTheOrderInWhichTheyWereMade() throws SQLException {
        assertThat(query("select custom_index from custom_version where provider = 'acme/many' order by version_id"))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, MANY)
                        .mapToObj(Integer::toString)
                        .toList());
        assertThat(query("select custom_index from custom_version where provider = 'acme/gone' order by version_id"))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, MANY)
                        .mapToObj(Integer::toString)
                        .toList());
        assertThat(query("select custom_index from custom_version where provider = 'globex/one'"))
                .containsExactly("1");
        assertThat(query("""
                select v.id from version v left join custom_version c on c.version_id = v.id
                where c.identifier is distinct from v.number or c.provider is distinct from v.provider""")).as("those without, or with another one's").isEmpty();
    }

    @Test
    void theirStatusIsThatOfTheBuild() throws SQLException {
        assertThat(query("""
                select distinct v.status || ' ' || c.status from version v join custom_version c on c.version_id = v.id
                order by 1"""))
                .containsExactly(
                        "building queued",
                        "failed deployment_failed",
                        "published deployment_succeeded",
                        "yanked deployment_succeeded");
    }

    @Test
    void whoPublishedThemIsKnownWhereTheLogOfTheirOrganizationSaysSo() throws SQLException {
        assertThat(query("select version_id || ' ' || actor from custom_version where actor is not null"))
                .containsExactly("prv_000002 user:usr_1");
    }

    /** What was installed in an environment that is no more is nowhere; other organizations' installations are theirs. */
    @Test
    void environmentsAreThoseInWhichAnOrganizationHasItsOwn() throws SQLException {
        assertThat(query("""
                select provider || ' ' || environment from custom_environment where removed_at is null order by 1""")).containsExactly("acme/many default", "acme/many live");
        assertThat(query("select id from custom_environment where environment = 'default'"))
                .containsExactly("cpenv_1");
    }

    /** Versions of a provider that is gone are not built any more. */
    @Test
    void loginsStayWhereSomethingIsToBeBuilt() throws SQLException {
        assertThat(query("""
                select distinct v.provider from registry_credential c join version v on v.id = c.version_id""")).containsExactly("acme/many");
        assertThat(query("select count(*) from registry_credential")).containsExactly("" + MANY / 2);
    }

    @Test
    void whatComesLaterGoesOnFromThere() throws SQLException {
        String next = """
                insert into version (id, provider, number, bare_number, sequence, status, build_id, source_hash,
                  source_size_bytes, runtime, runtime_version, manifest, metadata, created_at, updated_at)
                values ('%s', '%s', '9.0.0', '9.0.0', 1, 'building', 'bld_next', 'hash', 1, 'java25', '25', '{}', '{}', now(),
                  now())""";
        execute(next.formatted("prv_900001", "acme/many"));
        execute(next.formatted("prv_900002", "globex/none"));
        assertThat(query("""
                select custom_index || ' ' || status from custom_version where version_id like 'prv_9%' order by version_id""")).containsExactly((MANY + 1) + " queued", "1 queued");
        execute("update version set status = 'published' where id like 'prv_9%'");
        assertThat(query("select distinct status from custom_version where version_id like 'prv_9%'"))
                .containsExactly("deployment_succeeded");
        execute("delete from custom_version where version_id like 'prv_9%'");
        execute("delete from version where id like 'prv_9%'");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> query(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }
}
