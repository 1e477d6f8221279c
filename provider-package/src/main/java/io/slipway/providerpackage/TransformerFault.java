package io.slipway.providerpackage;

/** A transformer cannot be used, or not on this config; the message is for whoever wrote or installed it. */
public final class TransformerFault extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int MAX_MESSAGE = 500;

    private final int position;

    TransformerFault(String message, int position) {
        super(shortened(Printable.text(message)));
        this.position = position;
    }

    TransformerFault(String message) {
        this(message, -1);
    }

    private static String shortened(String message) {
        return message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) + "…" : message;
    }

    /** Characters up to the end of the fault in the expression; -1 when it has no place there. */
    public int position() {
        return position;
    }
}
