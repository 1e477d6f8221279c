package io.slipway.cli.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.Json;

/** What {@code slipway login} keeps, for its user alone: {@code $XDG_CONFIG_HOME/slipway/login.json}. */
public record StoredLogin(String url, String token) {

    /** Below {@code ~/.config} unless XDG_CONFIG_HOME says otherwise (XDG Base Directory Specification). */
    public static Path file() {
        String configured = System.getenv("XDG_CONFIG_HOME");
        boolean usable = configured != null && Path.of(configured).isAbsolute();
        Path base = usable ? Path.of(configured) : Path.of(System.getProperty("user.home"), ".config");
        return base.resolve("slipway").resolve("login.json");
    }

    public static Optional<StoredLogin> read() {
        try {
            return Json.parse(Files.readString(file())).map(StoredLogin::of);
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces what was there in one step; nobody else can ever read it. */
    public void write() {
        try {
            Path directory = file().getParent();
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Path temporary = Files.createTempFile(
                    directory,
                    "login",
                    null,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(
                    temporary, Json.object().put("url", url).put("token", token).toString());
            Files.move(temporary, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return whether there was one */
    public static boolean remove() {
        try {
            return Files.deleteIfExists(file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StoredLogin of(JsonNode content) {
        return new StoredLogin(Json.text(content, "url"), Json.text(content, "token"));
    }
}
