package io.slipway.deployer.cluster.local;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.deployer.cluster.Cluster;
import io.slipway.deployer.cluster.ClusterException;
import io.slipway.deployer.cluster.FencedException;
import io.slipway.deployer.cluster.LogPage;
import io.slipway.deployer.cluster.LogQuery;
import io.slipway.deployer.cluster.Observed;
import io.slipway.deployer.cluster.Placement;
import io.slipway.deployer.cluster.RevisionSpec;
import io.slipway.deployer.cluster.local.NodeMessages.ErrorBody;
import io.slipway.deployer.cluster.local.NodeMessages.InstallationBody;
import io.slipway.deployer.cluster.local.NodeMessages.RevisionBody;
import io.slipway.deployer.cluster.local.NodeMessages.RouteBody;
import io.smallrye.common.annotation.Identifier;

/** The embedded stack's node as a cluster. It keeps no state: all of it is the node's. */
@ApplicationScoped
@Identifier("local") class LocalCluster implements Cluster {
    private static final Set<String> NOTHING_TO_ROUTE_TO = Set.of("not_ready", "unknown_revision");

    private final NodeConnection node;
    private final NodeConfig config;

    LocalCluster(NodeConnection node, NodeConfig config) {
        this.node = node;
        this.config = config;
    }

    @Override
    public Observed observe(Placement placement, List<RevisionSpec> remembered) {
        HttpResponse<String> response = node.get(path(placement.installation()));
        return response.statusCode() == 404
                ? Observed.NOTHING
                : node.read(done(response), InstallationBody.class).observed();
    }

    @Override
    public void start(Placement placement, long fence, RevisionSpec revision) {
        done(node.put(
                revisionPath(placement.installation(), revision.number()), fence, RevisionBody.of(revision, config)));
    }

    @Override
    public boolean route(Placement placement, long fence, int revision) {
        HttpResponse<String> response =
                node.put(path(placement.installation()) + "/route", fence, new RouteBody(revision));
        if (response.statusCode() / 100 == 4
                && NOTHING_TO_ROUTE_TO.contains(error(response).code())) {
            return false;
        }
        done(response);
        return true;
    }

    @Override
    public void unroute(Placement placement, long fence) {
        gone(node.put(path(placement.installation()) + "/route", fence, new RouteBody(null)));
    }

    @Override
    public void stop(String installation, long fence, int revision) {
        gone(node.delete(revisionPath(installation, revision), fence));
    }

    @Override
    public void remove(String installation, long fence, boolean deleteData) {
        gone(node.delete(path(installation) + "?data=" + deleteData, fence));
    }

    @Override
    public LogPage logs(String installation, LogQuery query) {
        StringBuilder path =
                new StringBuilder(path(installation)).append("/logs?limit=").append(query.limit());
        if (query.revision() != null) {
            path.append("&revision=").append(query.revision());
        }
        if (query.after() != null) {
            path.append("&after=").append(URLEncoder.encode(query.after(), StandardCharsets.UTF_8));
        }
        HttpResponse<String> response = node.get(path.toString());
        return response.statusCode() == 404 ? LogPage.EMPTY : node.read(done(response), LogPage.class);
    }

    @Override
    public void check() {
        done(node.get("/v1/status"));
    }

    private void gone(HttpResponse<String> response) {
        if (response.statusCode() != 404) {
            done(response);
        }
    }

    private HttpResponse<String> done(HttpResponse<String> response) {
        int status = response.statusCode();
        if (status / 100 == 2) {
            return response;
        }
        if (status == 409 && "fenced".equals(error(response).code())) {
            throw new FencedException("the node has seen a newer lease");
        }
        throw new ClusterException("the node answered %d to %s: %s"
                .formatted(status, response.request().uri().getPath(), response.body()));
    }

    private ErrorBody error(HttpResponse<String> response) {
        return node.read(response, ErrorBody.class);
    }

    private static String path(String installation) {
        return "/v1/installations/" + URLEncoder.encode(installation, StandardCharsets.UTF_8);
    }

    private static String revisionPath(String installation, int number) {
        return path(installation) + "/revisions/" + number;
    }
}
