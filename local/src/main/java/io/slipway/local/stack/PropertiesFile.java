package io.slipway.local.stack;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** A private file in the format of {@link Properties}. */
final class PropertiesFile {
    private PropertiesFile() {}

    static Path write(Path file, Map<String, String> settings) throws IOException {
        var properties = new Properties();
        properties.putAll(settings);
        var text = new StringWriter();
        properties.store(text, null);
        PrivateFiles.write(file, text.toString());
        return file;
    }
}
