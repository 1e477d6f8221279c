package io.slipway.local.settings;

/** One line that names the setting and says what it must be. */
public final class InvalidSettingException extends RuntimeException {
    public InvalidSettingException(String message) {
        super(message);
    }
}
