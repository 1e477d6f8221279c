package io.slipway.outbound;

import java.io.IOException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.CancellationException;
import javax.net.ssl.SSLException;

import io.slipway.outbound.OutboundException.Reason;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;

/** What the HTTP library throws, in words for the one who named the URL. */
final class Faults {
    private Faults() {}

    static IOException of(Throwable fault) {
        return switch (fault) {
            case OutboundException known -> known;
            case CheckedResolver.RefusedAddressException refused ->
                new OutboundException(Reason.REFUSED, "The URL is refused: its address is not public.", refused);
            case UnknownHostException _ -> noPublicHost();
            case ConnectTimeoutException late ->
                new OutboundException(Reason.TIMED_OUT, "No connection in time.", late);
            case SocketTimeoutException late -> new OutboundException(Reason.TIMED_OUT, "No answer in time.", late);
            case SSLException tls ->
                new OutboundException(Reason.UNREACHABLE, "No trusted TLS connection to the URL's host.", tls);
            case NoRouteToHostException gone -> unreachable(gone);
            case SocketException gone -> unreachable(gone);
            case ConnectionClosedException shorter ->
                new OutboundException(Reason.BAD_ANSWER, "The answer ended before it was complete.", shorter);
            case NoHttpResponseException none ->
                new OutboundException(Reason.BAD_ANSWER, "The server closed the connection without an answer.", none);
            case MessageConstraintException large ->
                new OutboundException(Reason.TOO_LARGE, "The answer's headers are too large.", large);
            case MalformedChunkCodingException chunks ->
                new OutboundException(Reason.BAD_ANSWER, "The answer's chunks are malformed.", chunks);
            case HttpException protocol ->
                new OutboundException(Reason.BAD_ANSWER, "The answer is not HTTP.", protocol);
            case org.apache.hc.client5.http.ClientProtocolException protocol -> of(cause(protocol));
            case CancellationException ended -> new IOException("cancelled", ended);
            case IOException of -> of;
            case Error error -> throw error;
            case RuntimeException bug -> throw bug;
            default -> new IOException(fault);
        };
    }

    private static Throwable cause(Exception fault) {
        return fault.getCause() == null ? new HttpException(fault.getMessage()) : fault.getCause();
    }

    /** Without its cause, which tells the two apart: else users would learn which names there are inside of the network. */
    private static OutboundException noPublicHost() {
        return new OutboundException(
                Reason.NO_PUBLIC_HOST, "The URL is refused: its host is unknown or has no public address.");
    }

    private static OutboundException unreachable(IOException cause) {
        return new OutboundException(Reason.UNREACHABLE, "The URL's host is not reachable.", cause);
    }
}
