package io.slipway.cli.console;

import java.io.PrintWriter;

import com.fasterxml.jackson.databind.JsonNode;

/** Results on stdout, progress on stderr. With JSON, stdout holds nothing but JSON, one value a line. */
public final class Console {
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;

    public Console(PrintWriter out, PrintWriter err, boolean json) {
        this.out = out;
        this.err = err;
        this.json = json;
    }

    public boolean json() {
        return json;
    }

    /** For people while something runs. */
    public void progress(String line) {
        err.println(line);
        err.flush();
    }

    /** The command's result in both forms. */
    public void result(JsonNode value, String text) {
        out.println(json ? value.toString() : text.stripTrailing());
        out.flush();
    }
}
