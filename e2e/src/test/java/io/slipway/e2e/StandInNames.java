package io.slipway.e2e;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * DNS for a cluster that has none, nor a kube-proxy: a Service's name leads to a pod of it, as if all Services were headless.
 * Of RFC 1035 it knows questions for A; all other types have no answers.
 */
final class StandInNames implements AutoCloseable {
    private static final int HEADER = 12;
    private static final short TYPE_A = 1;
    private static final short POINTER_TO_QUESTION = (short) 0xC00C;

    private final DatagramSocket socket;
    private final Function<String, Optional<InetAddress>> names;

    /** @param names the first label of a name, {@code postgres} for instance, to its address */
    StandInNames(InetAddress address, Function<String, Optional<InetAddress>> names) throws IOException {
        this.socket = new DatagramSocket(new InetSocketAddress(address, 53));
        this.names = names;
        Thread.ofPlatform().daemon().name("stand-in-names").start(this::serve);
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(new byte[512], 512);
                socket.receive(packet);
                byte[] answer = answer(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()));
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException | RuntimeException e) {
                // Closed, or a question that nobody here asks: it is asked again.
            }
        }
    }

    private byte[] answer(ByteBuffer question) {
        short id = question.getShort(0);
        question.position(HEADER);
        StringBuilder name = new StringBuilder();
        for (int length = question.get(); length > 0; length = question.get()) {
            byte[] label = new byte[length];
            question.get(label);
            name.append(new String(label, StandardCharsets.US_ASCII)).append('.');
        }
        short type = question.getShort();
        question.getShort();
        int end = question.position();
        Optional<InetAddress> address = known(name.toString().toLowerCase(Locale.ROOT));
        boolean found = address.isPresent();
        boolean answered = found && type == TYPE_A;
        ByteBuffer answer = ByteBuffer.allocate(512);
        // QR, AA, RD, RA; NXDOMAIN (3) for a name that is not there.
        answer.putShort(id).putShort((short) (found ? 0x8580 : 0x8583));
        answer.putShort((short) 1).putShort((short) (answered ? 1 : 0)).putInt(0);
        answer.put(question.array(), HEADER, end - HEADER);
        if (answered) {
            answer.putShort(POINTER_TO_QUESTION).putShort(TYPE_A).putShort((short) 1);
            answer.putInt(0).putShort((short) 4).put(address.orElseThrow().getAddress());
        }
        return java.util.Arrays.copyOf(answer.array(), answer.position());
    }

    private Optional<InetAddress> known(String name) {
        return name.endsWith("cluster.local.") ? names.apply(name) : Optional.empty();
    }

    @Override
    public void close() {
        socket.close();
    }
}
