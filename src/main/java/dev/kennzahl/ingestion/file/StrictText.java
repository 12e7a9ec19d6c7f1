package dev.kennzahl.ingestion.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * UTF-8 that is refused rather than guessed: a replaced letter would become part of a customer's name for good. What stands before
 * a broken letter is given first, other than the JDK's reader does, so that the rows before it count and its line can be told.
 * A byte order mark at the start is no part of the text.
 */
final class StrictText extends Reader {
    private static final int BUFFER_BYTES = 8192;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final InputStream bytes;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder(); // reports what it cannot read
    private final ByteBuffer pending = ByteBuffer.allocate(BUFFER_BYTES).flip();
    private boolean isEnded;
    private boolean isBegun;

    StrictText(InputStream bytes) {
        this.bytes = bytes;
    }

    /** What is said of bytes that are not UTF-8. */
    static UnreadableFileException notUtf8(long line) {
        return new UnreadableFileException("Line " + line + " is not UTF-8; save the file as UTF-8 and send it again.");
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        CharBuffer room = CharBuffer.wrap(target, offset, length);
        int read = decode(room);
        if (read > 0 && !isBegun) {
            isBegun = true;
            if (target[offset] == BYTE_ORDER_MARK) {
                System.arraycopy(target, offset + 1, target, offset, read - 1);
                return read > 1 ? read - 1 : decode(CharBuffer.wrap(target, offset, length));
            }
        }
        return read;
    }

    /** Gives how many letters were read, -1 at the end. */
    private int decode(CharBuffer room) throws IOException {
        int before = room.position();
        while (true) {
            CoderResult result = decoder.decode(pending, room, isEnded);
            if (room.position() > before) {
                return room.position() - before;
            }
            if (result.isOverflow()) {
                throw new IllegalArgumentException("there must be room for a letter of two characters");
            }
            if (result.isError()) {
                result.throwException();
            }
            if (isEnded) {
                return -1;
            }
            fill();
        }
    }

    private void fill() throws IOException {
        pending.compact();
        int read = bytes.read(pending.array(), pending.position(), pending.remaining());
        isEnded = read < 0;
        pending.position(pending.position() + Math.max(read, 0)).flip();
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
