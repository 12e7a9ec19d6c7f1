package dev.kennzahl.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;

/**
 * Posts over many kept-alive connections from one thread. Made for this because the client shares the cores with the service
 * and Postgres: what a comfortable HTTP client burns would be counted against them.
 */
final class HttpLoad {
    private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String LENGTH = "content-length:";

    private final int port;
    private final IntFunction<byte[]> requests;
    private final int count;
    private final long endNanos;
    private final double perSecond;
    private final long start = System.nanoTime();
    private final long[] latencies;
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private int sent;
    private int answered;

    /** @param nanos of each answer, in order of arrival */
    record Result(double seconds, long[] nanos, Map<Integer, Integer> statuses) {
        double perSecond() {
            return nanos.length / seconds;
        }

        Result requireAll(int status) {
            if (!statuses.keySet().equals(java.util.Set.of(status))) {
                throw new IllegalStateException("not all were answered with " + status + ": " + statuses);
            }
            return this;
        }
    }

    private static final class Line {
        private final SocketChannel channel;
        private final ByteBuffer answer = ByteBuffer.allocate(16_384);
        private @Nullable ByteBuffer request;
        private long sentAt;

        Line(SocketChannel channel) {
            this.channel = channel;
        }
    }

    private HttpLoad(int port, IntFunction<byte[]> requests, int count, long limitNanos, double perSecond) {
        this.port = port;
        this.requests = requests;
        this.count = count;
        this.endNanos = limitNanos == Long.MAX_VALUE ? Long.MAX_VALUE : start + limitNanos;
        this.perSecond = perSecond;
        this.latencies = new long[count];
    }

    /** As fast as the answers come, until all are sent or the time is over. */
    static Result closedLoop(int port, int connections, IntFunction<byte[]> requests, int count, long limitSeconds) {
        long limit = limitSeconds == Long.MAX_VALUE ? Long.MAX_VALUE : TimeUnit.SECONDS.toNanos(limitSeconds);
        return new HttpLoad(port, requests, count, limit, Double.MAX_VALUE).run(connections);
    }

    /** At a rate, as long as there is a free connection. */
    static Result paced(int port, int connections, IntFunction<byte[]> requests, int count, double perSecond) {
        return new HttpLoad(port, requests, count, Long.MAX_VALUE, perSecond).run(connections);
    }

    /** A whole request with its head. */
    static byte[] request(String path, Map<String, String> headers, byte[] body) {
        StringBuilder head = new StringBuilder("POST " + path + " HTTP/1.1\r\nhost: localhost\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("content-length: ").append(body.length).append("\r\n\r\n");
        byte[] start = head.toString().getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(start.length + body.length)
                .put(start)
                .put(body)
                .array();
    }

    private Result run(int connections) {
        List<Line> free = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                SocketChannel channel = SocketChannel.open(new InetSocketAddress("localhost", port));
                channel.configureBlocking(false);
                channel.setOption(java.net.StandardSocketOptions.TCP_NODELAY, true);
                Line line = new Line(channel);
                channel.register(selector, SelectionKey.OP_READ, line);
                free.add(line);
            }
            while (mayGoOn() || answered < sent) {
                while (!free.isEmpty() && mayGoOn() && isDue()) {
                    send(free.remove(free.size() - 1));
                }
                selector.select(key -> read((Line) key.attachment(), free), perSecond == Double.MAX_VALUE ? 100 : 1);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            return new Result(seconds, java.util.Arrays.copyOf(latencies, answered), statuses);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private boolean mayGoOn() {
        return sent < count && System.nanoTime() < endNanos;
    }

    private boolean isDue() {
        return perSecond == Double.MAX_VALUE || sent < (System.nanoTime() - start) / 1e9 * perSecond;
    }

    private void send(Line line) throws IOException {
        ByteBuffer request = ByteBuffer.wrap(requests.apply(sent++));
        line.request = request;
        line.sentAt = System.nanoTime();
        while (request.hasRemaining()) {
            line.channel.write(request); // smaller than the socket's buffer, so it goes at once
        }
        line.answer.clear();
    }

    private void read(Line line, List<Line> free) {
        try {
            if (line.channel.read(line.answer) < 0) {
                throw new IOException("the service closed a connection");
            }
            if (isComplete(line.answer)) {
                latencies[answered++] = System.nanoTime() - line.sentAt;
                String status = new String(line.answer.array(), 9, 3, StandardCharsets.US_ASCII);
                statuses.merge(Integer.parseInt(status), 1, Integer::sum);
                free.add(line);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static boolean isComplete(ByteBuffer answer) {
        int end = headEnd(answer);
        if (end < 0) {
            return false;
        }
        String head = new String(answer.array(), 0, end, StandardCharsets.US_ASCII).toLowerCase(java.util.Locale.ROOT);
        int at = head.indexOf(LENGTH);
        int length = at < 0
                ? 0
                : Integer.parseInt(head.substring(at + LENGTH.length(), head.indexOf("\r\n", at))
                        .strip());
        return answer.position() >= end + length;
    }

    private static int headEnd(ByteBuffer answer) {
        for (int i = 0; i + HEAD_END.length <= answer.position(); i++) {
            if (java.util.Arrays.equals(answer.array(), i, i + HEAD_END.length, HEAD_END, 0, HEAD_END.length)) {
                return i + HEAD_END.length;
            }
        }
        return -1;
    }
}
