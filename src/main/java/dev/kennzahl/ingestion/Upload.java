package dev.kennzahl.ingestion;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/**
 * A request body taken in by pieces. The sender is held back while a piece is being stored, so a file of any size needs the
 * memory of two pieces.
 */
final class Upload {
    /** Where the pieces go. */
    interface Sink {
        Uni<Void> store(int number, byte[] chunk);
    }

    /** @param digest the SHA-256 of the whole body, in hex */
    record Received(long bytes, String digest) {}

    private static final int LOOKS_PER_PAUSE = 10;

    private final HttpServerRequest request;
    private final int chunkBytes;
    private final Duration longestPause;
    private final Sink sink;
    private final MessageDigest digest;
    private Buffer buffer = Buffer.buffer();
    private long waitingSince;
    private int chunks;
    private long bytes;
    private boolean storing;
    private boolean ended;
    private boolean over;

    /** @param longestPause how long the sender may let us wait for the next piece */
    Upload(HttpServerRequest request, int chunkBytes, Duration longestPause, Sink sink) {
        this.request = request;
        this.chunkBytes = chunkBytes;
        this.longestPause = longestPause;
        this.sink = sink;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    Uni<Received> receive() {
        return Uni.createFrom().emitter(answer -> {
            request.handler(piece -> {
                synchronized (this) {
                    waitingSince = System.nanoTime();
                    buffer.appendBuffer(piece);
                    advance(answer);
                }
            });
            request.endHandler(end -> {
                synchronized (this) {
                    ended = true;
                    advance(answer);
                }
            });
            request.exceptionHandler(failure -> fail(answer, new IOException("the upload broke off", failure)));
            waitingSince = System.nanoTime();
            watch(answer);
            request.resume();
        });
    }

    /** A sender that says nothing holds a place that others need. While a piece is being stored it is us who let it wait. */
    private void watch(UniEmitter<? super Received> answer) {
        Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(longestPause.dividedBy(LOOKS_PER_PAUSE))
                .subscribe()
                .with(elapsed -> {
                    synchronized (this) {
                        if (over || ended) {
                            return;
                        }
                        if (!storing && System.nanoTime() - waitingSince > longestPause.toNanos()) {
                            fail(
                                    answer,
                                    new Problem(
                                            ProblemCode.REQUEST_TIMEOUT,
                                            "No more of the file came for " + longestPause.toSeconds()
                                                    + " seconds; nothing was stored, send it again."));
                        } else {
                            watch(answer);
                        }
                    }
                });
    }

    private synchronized void advance(UniEmitter<? super Received> answer) {
        if (storing || over) {
            return;
        }
        if (buffer.length() >= chunkBytes || ended && buffer.length() > 0) {
            store(answer);
        } else if (ended) {
            over = true;
            answer.complete(new Received(bytes, HexFormat.of().formatHex(digest.digest())));
        }
    }

    private void store(UniEmitter<? super Received> answer) {
        byte[] chunk = buffer.getBytes();
        buffer = Buffer.buffer();
        bytes += chunk.length;
        digest.update(chunk);
        storing = true;
        request.pause();
        Uni.createFrom()
                .deferred(() -> sink.store(chunks++, chunk))
                .subscribe()
                .with(
                        stored -> {
                            synchronized (this) {
                                storing = false;
                                waitingSince = System.nanoTime();
                                if (!ended) {
                                    request.resume();
                                }
                                advance(answer);
                            }
                        },
                        failure -> fail(answer, failure));
    }

    private synchronized void fail(UniEmitter<? super Received> answer, Throwable failure) {
        if (!over) {
            over = true;
            answer.fail(failure);
            request.handler(null);
            request.resume(); // let the rest pass by, so that the answer is read
        }
    }
}
