package io.slipway.registry.contract;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/**
 * A database with so many versions; a tenth of them are of one provider, the others of a thousand. Of everything else there
 * is as much as goes with them: in the catalogue as many providers, the half or a tenth of it of one organization.
 */
final class ManyRows {
    /** Of row n; the first is the tests' own. */
    private static final String ORGANIZATION = "case n when 1 then 'acme' else 'scale' || n end";

    private static final List<String> FILL = List.of(
            // Ids grow with g, as those that the application makes grow with time.
            """
            insert into organization (id, name, likeness, created_at)
            select 'org_' || lpad(g::text, 22, '0'), 'scale' || g, 'scale' || g, now() from generate_series(2, 1000) g""",
            """
            insert into organization (id, name, likeness, created_at)
            select 'org_s' || lpad(g::text, 21, '0'), 'small' || g, 'small' || g, now() from generate_series(1, %1$d / 20) g""",
            """
            insert into environment (id, organization, name, actor, created_at)
            select 'env_' || lpad(g::text, 22, '0'), %2$s, 'e' || g, 'system:registry-api', now()
            from generate_series(1, %1$d / 10) g, lateral (select 1 + g %% 10 as n) as o""",
            """
            insert into blob (sha256, size_bytes, created_at, touched_at)
            select lpad(to_hex(g), 64, '0'), 1, now() - interval '30 days', now() - interval '30 days'
            from generate_series(1, %1$d) g""",
            """
            insert into provider (id, name, organization, version_scheme, created_at, updated_at, display_name, description, released_at)
            select 'pro_' || lpad(g::text, 22, '0'), (%2$s) || '/p', %2$s, 'semver', now(), now(),
              'Provider ' || g, 'does things of kind ' || g %% 50, now()
            from generate_series(1, 1000) g, lateral (select g as n) as o""",
            """
            insert into provider (id, name, organization, version_scheme, created_at, updated_at, display_name,
              description, tags, visibility, released_at)
            select 'pro_c' || lpad(g::text, 21, '0'), (%2$s) || '/c' || g, %2$s, 'semver', now(), now(), 'Catalogue ' || g,
              'does things of kind ' || g %% 50 || ' named thing' || g || 'x', '["every", "tag' || g %% 5000 || '"]',
              case g %% 4 when 0 then 'public' when 1 then 'organization' else 'private' end, now()
            from generate_series(1, %1$d) g, lateral (select 2 + g %% 999 as n) as o""",
            """
            insert into share (id, provider_id, organization, created_at)
            select 'shr_' || lpad(g::text, 22, '0'), 'pro_c' || lpad(g::text, 21, '0'), 'acme', now()
            from generate_series(1, %1$d) g where g %% 4 = 3""",
            """
            insert into provider (id, name, organization, version_scheme, created_at, updated_at, released_at)
            values ('pro_d', 'acme/d', 'acme', 'semver', now(), now(), now())""",
            """
            insert into share (id, provider_id, organization, created_at)
            select 'shr_d' || lpad(g::text, 21, '0'), 'pro_d', 'scale' || g, now() from generate_series(2, 1000) g""",
            """
            insert into share (id, provider_id, organization, created_at)
            select 'shr_o' || lpad(g::text, 21, '0'), 'pro_' || lpad('1', 22, '0'), 'scale' || g, now()
            from generate_series(2, 1000) g""",
            """
            insert into version (id, provider, number, bare_number, sequence, status, build_id, source_hash,
              source_size_bytes, runtime, runtime_version, manifest, metadata, created_at, updated_at, published_at)
            select 'prv_' || lpad(g::text, 22, '0'), (%2$s) || '/p', '1.0.' || g, '1.0.' || g, 1, 'published',
              'bld_' || lpad(g::text, 22, '0'), lpad(to_hex(g), 64, '0'), 1, 'java25', '25.0.1', '{}', '{}', now(), now(), now()
            from (select g, case when g %% 10 = 0 then 1 else 1 + g %% 1000 end as n from generate_series(1, %1$d) g) as v""",
            """
            insert into registry_credential (version_id, key_id, nonce, ciphertext, created_at)
            select 'prv_' || lpad(g::text, 22, '0'), 'k' || length(g::text), ''::bytea, ''::bytea, now()
            from generate_series(1, %1$d) g where g %% 10 = 5""",
            """
            insert into installation (id, organization, environment, provider, sequence, generation,
              requested_generation, desired, delete_data, version, upgrade_policy, resource_tier, config_revision,
              last_config_revision, config, created_at, updated_at)
            select 'ins_' || lpad(g::text, 22, '0'), %2$s, 'e' || g, 'acme/p', 1, 1, 1, 'present',
              false, '1.0.' || 10 * g, 'manual', 'standard', 1, 1, '{}', now(), now() from generate_series(1, %1$d / 10) g, lateral (select 1 + g %% 10 as n) as o""",
            """
            insert into custom_environment (id, provider, environment, created_at, updated_at)
            select 'cpenv_x' || lpad(g::text, 21, '0'), (%2$s) || '/p', 'x' || g, now(), now()
            from generate_series(1, %1$d / 10) g, lateral (select 1 + g %% 10 as n) as o""",
            """
            insert into custom_commit (id, provider, type, actor, to_version, created_at)
            select 'cpcm_' || lpad(g::text, 22, '0'), 'acme/p', 'merge', 'user:' || g, 'prv_' || lpad((10 * g)::text, 22, '0'), now()
            from generate_series(1, %1$d / 10) g""",
            """
            insert into custom_deployment (id, provider, version_id, commit_id, environment, trigger, actor, step, due_at,
              created_at, updated_at)
            select 'cpd_' || lpad(g::text, 22, '0'), 'acme/p', 'prv_' || lpad((10 * g)::text, 22, '0'),
              'cpcm_' || lpad(g::text, 22, '0'), 'cpenv_' || lpad((10 * (1 + g %% (%1$d / 100)))::text, 22, '0'), 'manual',
              'user:' || g, 'succeeded', now(), now(), now()
            from generate_series(1, %1$d / 10) g""",
            """
            insert into account (id, name, home, created_at)
            select 'usr_' || lpad(g::text, 22, '0'), 'user ' || g, 'acme', now() from generate_series(1, %1$d / 10) g, lateral (select 1 + g %% 10 as n) as o""",
            """
            insert into member (organization, account, role, created_at)
            select %2$s, 'usr_' || lpad(g::text, 22, '0'), 'viewer', now()
            from generate_series(1, %1$d / 10) g, lateral (select 1 + g %% 10 as n) as o""",
            """
            insert into token (id, organization, sha256, scopes, created_at, name)
            select 'tok_' || lpad(g::text, 22, '0'), %2$s, 'none' || g, 'read', now(), 'token ' || g
            from generate_series(1, %1$d / 10) g, lateral (select 1 + g %% 10 as n) as o""",
            """
            insert into audit_entry (id, organization, actor, action, subject, details, created_at)
            select 'aud_' || lpad(g::text, 22, '0'), %2$s, 'user:' || g, 'token.created', 'tok_' || g, '{}',
              now() from generate_series(1, %1$d / 10) g, lateral (select 1 + g %% 10 as n) as o""",
            """
            insert into config_revision (installation_id, revision, config, created_at)
            select id, 1, '{}', now() from installation""",
            """
            insert into config_secret (installation_id, revision, name, key_id, nonce, ciphertext)
            select id, 1, 'PASSWORD', 'k' || length(environment), ''::bytea, ''::bytea from installation""",
            """
            insert into rollout (id, installation_id, number, to_version, started_at)
            select 'rol_' || lpad(g::text, 22, '0'), 'ins_' || lpad((1 + g %% 100)::text, 22, '0'), g, '1.0.0', now()
            from generate_series(1, %1$d / 10) g""",
            """
            insert into rollout_history (installation_id, complete_to, gap)
            select id, 0, substr(id, 23, 4) = '0001' from installation""",
            """
            insert into upload (id, organization, provider, number, source_hash, force, version_id, created_at, expires_at)
            select 'upl_' || lpad(g::text, 22, '0'), 'acme', 'acme/p', '1.0.' || 10 * g, lpad(to_hex(10 * g), 64, '0'), false,
              'prv_' || lpad((10 * g)::text, 22, '0'), now(), now() + interval '1 day' from generate_series(1, %1$d / 10) g""",
            """
            insert into publisher (id, organization, provider, issuer, repository_id, workflow, created_at)
            select 'pub_' || lpad(g::text, 22, '0'), %2$s, (%2$s) || '/p', 'https://ci.example', g, 'release.yml', now()
            from generate_series(1, %1$d / 10) g, lateral (select 1 + g %% 10 as n) as o""",
            """
            insert into used_oidc_token (issuer, jti, expires_at)
            select 'https://ci.example', g, now() + interval '1 day' from generate_series(1, %1$d / 10) g""",
            """
            insert into kept_answer (organization, actor, key, fingerprint, status, body, expires_at)
            select 'acme', 'user:' || g %% 1000, g, 'none', 201, '{}', now() + interval '1 day'
            from generate_series(1, %1$d / 10) g""",
            """
            insert into outbox (aggregate_type, aggregate_id, sequence, shard, topic, key, type, payload, headers, created_at,
              published_at)
            select 'version', 'prv_' || lpad(g::text, 22, '0'), 1, g %% 64, 'slipway.versions', 'acme/p', 'none', '{}', '{}',
              now(), now() from generate_series(1, %1$d) g""",
            """
            insert into inbox_watermark (consumer, source, aggregate_type, aggregate_id, sequence, updated_at)
            select 'registry-api', '/slipway/build-orchestrator', 'build', 'bld_' || lpad(g::text, 22, '0'), 3, now()
            from generate_series(1, %1$d) g""",
            """
            insert into release (id, organization, provider, number, name, document, revision, status, verified, actor,
              created_at, updated_at)
            select 'rel_' || lpad(g::text, 22, '0'), %2$s, (%2$s) || '/p', '5.0.' || g, 'p',
              '{"version":"5.0.0","createdAt":"2026-01-01T00:00:00Z","project":"acme/p","author":"a","artifacts":[]}', 1,
              'draft', true, 'user:1', now(), now()
            from generate_series(1, %1$d / 10) g, lateral (select 1 + g %% 10 as n) as o""",
            """
            insert into release_artifact (release_id, position, organization, name, sha256, size_bytes, state)
            select id, 0, organization, 'a', lpad(to_hex(g), 64, '0'), 1, 'verified'
            from (select id, organization, row_number() over () as g from release) as r""",
            """
            insert into release_image (release_id, position, url, state, digest)
            select id, 0, 'ghcr.io/acme/app:1', 'pinned', 'sha256:' || repeat('a', 64) from release""",
            """
            insert into artifact_blob (organization, sha256, size_bytes, unused_since)
            select organization, sha256, size_bytes, null from release_artifact""",
            """
            insert into release_import (id, organization, release_id, revision, state, actor, epoch, attempts, due_at, unresolved,
              created_at, updated_at, ended_at)
            select 'imp_' || substr(id, 5), organization, id, 1, 'failed', 'user:1', 1, 1, now(), '[]', now(), now(), now()
            from release""",
            "analyze");

    private ManyRows() {}

    static void fill(DataSource database, int versions) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            // At once: packages that no version has yet would be swept meanwhile.
            connection.setAutoCommit(false);
            for (String sql : FILL) {
                statement.execute(sql.formatted(versions, ORGANIZATION));
            }
            connection.commit();
        }
    }
}
