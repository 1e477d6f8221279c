package io.slipway.deployer.cluster.kubernetes;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;

import io.slipway.testing.KubernetesUnderTest;

/** {@code kubectl proxy}: Services by the API server, which needs no route into the cluster. */
final class ApiProxy implements AutoCloseable {
    private final Process process;
    private final String address;

    private ApiProxy(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    static ApiProxy start(KubernetesUnderTest kubernetes) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("kubectl", "proxy", "--port=0").redirectErrorStream(true);
        builder.environment().put("KUBECONFIG", kubernetes.kubeconfig());
        Process process = builder.start();
        BufferedReader reader = process.inputReader();
        String line = reader.readLine();
        return new ApiProxy(process, line.substring(line.lastIndexOf(' ') + 1));
    }

    /** @param urlPath {@code /namespace/service/…} */
    URI service(String urlPath) {
        String[] parts = urlPath.split("/", 4);
        return URI.create("http://%s/api/v1/namespaces/%s/services/%s:80/proxy/%s"
                .formatted(address, parts[1], parts[2], parts[3]));
    }

    @Override
    public void close() {
        process.destroy();
    }
}
