package io.slipway.registry.provider;

import java.time.Instant;
import java.util.List;

import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;

import com.fasterxml.jackson.core.type.TypeReference;
import io.slipway.outbox.JsonColumn;
import io.slipway.providerpackage.ProviderName;
import io.slipway.providerpackage.VersionNumber;

/** What versions are published of. Its row is the lock under which they are accepted, released and withdrawn. */
@Entity
public class Provider {
    @Id
    private String id;

    private String name;
    private String organization;
    private String displayName;
    private String description;

    @Convert(converter = TagsColumn.class)
    private List<String> tags = List.of();

    private String iconUrl;
    /** Who reads it: private (its publishers), organization (its members) or public (everybody with a token). */
    private String visibility = "public";

    private String latestVersion;

    @Enumerated(EnumType.STRING)
    private VersionNumber.Scheme versionScheme;

    private Instant createdAt;
    private Instant updatedAt;
    private Instant deletedAt;
    /** When something of it was released first; null: nobody outside its organization is told of it. */
    private Instant releasedAt;

    protected Provider() {}

    Provider(String id, ProviderName name, VersionNumber.Scheme scheme, Instant now) {
        this.id = id;
        this.name = name.toString();
        this.organization = name.org();
        this.versionScheme = scheme;
        this.createdAt = now;
        this.updatedAt = now;
    }

    /** Applies what the publisher of a version said of the provider; what was left out stays. */
    private void describe(ProviderMetadata metadata, Instant now) {
        displayName = metadata.text("display_name", displayName);
        description = metadata.text("description", description);
        iconUrl = metadata.text("icon_url", iconUrl);
        tags = metadata.tags(tags);
        updatedAt = now;
    }

    /** A version of it was published: others may be told of it. */
    public void released(ProviderMetadata metadata, Instant now) {
        releasedAt = releasedAt == null ? now : releasedAt;
        describe(metadata, now);
    }

    void patch(ProviderPatch patch, Instant now) {
        visibility = patch.visibility() == null ? visibility : patch.visibility();
        describe(patch.metadata(), now);
    }

    void delete(Instant now) {
        deletedAt = now;
        latestIs(null, now);
    }

    /** Whether others than its organization see it by a share alone, so that one more or less matters to what they run. */
    boolean opensByShares() {
        return releasedAt != null && !isPublic(visibility);
    }

    /** Whether it opens or closes it for others than its organization: all see what is public, of the rest only by shares. */
    boolean isMovedBy(ProviderPatch patch) {
        return releasedAt != null && patch.visibility() != null && isPublic(patch.visibility()) != isPublic(visibility);
    }

    private static boolean isPublic(String visibility) {
        return visibility.equals("public");
    }

    /** @param shared with the reader or its organization */
    ReadingRule.Facts facts(boolean shared) {
        return new ReadingRule.Facts(organization, visibility, releasedAt != null, shared);
    }

    public boolean isDeleted() {
        return deletedAt != null;
    }

    /** @param version null when {@code latest} stands for nothing */
    public void latestIs(String version, Instant now) {
        latestVersion = version;
        updatedAt = now;
    }

    public String id() {
        return id;
    }

    /** {@code org/name} */
    public String name() {
        return name;
    }

    public String organization() {
        return organization;
    }

    /** What {@code latest} stands for; null when nothing is. */
    public String latestVersion() {
        return latestVersion;
    }

    public VersionNumber.Scheme versionScheme() {
        return versionScheme;
    }

    /** Whether a version of it was ever published. */
    public boolean isReleased() {
        return releasedAt != null;
    }

    public ProviderView view() {
        return new ProviderView(
                id,
                name,
                organization,
                displayName,
                description,
                tags,
                iconUrl,
                visibility,
                versionScheme.name(),
                latestVersion,
                createdAt,
                updatedAt);
    }

    /** A list of words as JSON. */
    @Converter
    static class TagsColumn extends JsonColumn<List<String>> {
        TagsColumn() {
            super(new TypeReference<>() {});
        }
    }
}
