package dev.kennzahl.ingestion;

import java.io.InputStream;
import java.util.Optional;
import java.util.function.IntFunction;

/** An uploaded file, read back piece by piece; one piece is held at a time. */
final class StoredFile extends InputStream {
    private final IntFunction<Optional<byte[]>> chunks;
    private byte[] chunk = new byte[0];
    private int next;
    private int position;
    private long bytesRead;

    /** @param chunks gives the piece of a number, empty after the last */
    StoredFile(IntFunction<Optional<byte[]>> chunks) {
        this.chunks = chunks;
    }

    /** How far reading has come. */
    long bytesRead() {
        return bytesRead;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        while (position == chunk.length) {
            Optional<byte[]> following = chunks.apply(next);
            if (following.isEmpty()) {
                return -1;
            }
            chunk = following.get();
            position = 0;
            next++;
        }
        int count = Math.min(length, chunk.length - position);
        System.arraycopy(chunk, position, target, offset, count);
        position += count;
        bytesRead += count;
        return count;
    }
}
