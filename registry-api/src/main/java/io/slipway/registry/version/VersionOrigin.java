package io.slipway.registry.version;

import java.util.List;
import java.util.Map;

import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;

/** What a publisher says of where a version comes from and what it wants; of a form's publication nothing is known. */
@Embeddable
public class VersionOrigin {
    static final VersionOrigin UNKNOWN = new VersionOrigin(null, null, List.of(), null, false);

    private String baseVersionId;
    private String lockHash;

    @Convert(converter = VersionColumns.Names.class)
    private List<String> serviceDependencies;

    @Convert(converter = VersionColumns.Names.class)
    private List<String> requires = List.of();

    @Convert(converter = VersionColumns.Json.class)
    private Map<String, Object> packageJson;

    private boolean activateWhenPublished;

    protected VersionOrigin() {}

    /**
     * Of an upload.
     *
     * @param baseVersionId the version that it was made from; null for none
     * @param lockHash SHA-256 of its lockfile, which is kept beside the package; null for none
     * @param serviceDependencies names of providers that it needs
     * @param packageJson as it was given; null for none
     * @param activateWhenPublished whether it becomes the active version then
     */
    public VersionOrigin(
            String baseVersionId,
            String lockHash,
            List<String> serviceDependencies,
            Map<String, Object> packageJson,
            boolean activateWhenPublished) {
        this.baseVersionId = baseVersionId;
        this.lockHash = lockHash;
        this.serviceDependencies = serviceDependencies;
        this.packageJson = packageJson;
        this.activateWhenPublished = activateWhenPublished;
    }

    /** Each version has one of its own: entities share no mutable part. */
    VersionOrigin copy() {
        VersionOrigin copy =
                new VersionOrigin(baseVersionId, lockHash, serviceDependencies, packageJson, activateWhenPublished);
        copy.requires = requires;
        return copy;
    }

    /** The same with what its package requires. */
    VersionOrigin with(Requirements requirements) {
        VersionOrigin copy = copy();
        copy.serviceDependencies = requirements.shown();
        copy.requires = requirements.names();
        return copy;
    }

    /** Asked for once more, of one that is there. */
    void activateWhenPublished() {
        activateWhenPublished = true;
    }

    /** Whether it becomes the active version when it is published. */
    public boolean activatesWhenPublished() {
        return activateWhenPublished;
    }

    String baseVersionId() {
        return baseVersionId;
    }

    String lockHash() {
        return lockHash;
    }

    List<String> serviceDependencies() {
        return serviceDependencies;
    }

    /** The same as {@code org/name} all: providers that must be installed beside it. */
    public List<String> requires() {
        return requires;
    }

    Map<String, Object> packageJson() {
        return packageJson;
    }
}
