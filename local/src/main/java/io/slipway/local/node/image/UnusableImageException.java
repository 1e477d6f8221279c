package io.slipway.local.node.image;

/** The image itself is at fault: trying again cannot help, unlike an {@link java.io.IOException} of disk or network. */
public class UnusableImageException extends Exception {
    private static final long serialVersionUID = 1L;

    public UnusableImageException(String message) {
        super(message);
    }
}
