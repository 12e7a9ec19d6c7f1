package dev.kennzahl.ingestion.sender;

import java.nio.charset.StandardCharsets;

/**
 * Blanks out the session that an outbound message may carry: with it, whoever reads the delivery log could act in Salesforce. It
 * works on the text and not on the parsed document, since a message that is cut short is kept as well. Everything goes from the
 * first opening tag to the last closing one, or to the end: rather too much than half a session.
 */
final class OutboundSession {
    private static final String ELEMENT = "SessionId";

    private OutboundSession() {}

    /** The body without the session; the very same when there is none. */
    static byte[] blankedOut(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        int from = startOfContent(text);
        if (from < 0) {
            return body;
        }
        int to = endOfContent(text, from);
        return from == to ? body : (text.substring(0, from) + text.substring(to)).getBytes(StandardCharsets.UTF_8);
    }

    /** Where the content of the first element that has any begins; negative when there is none. */
    private static int startOfContent(String text) {
        for (int tag = text.indexOf('<'); tag >= 0; tag = text.indexOf('<', tag + 1)) {
            if (isNamed(text, tag + 1)) {
                int end = endOfTag(text, tag);
                if (end < 0) {
                    return tag; // cut short within the tag
                } else if (text.charAt(end - 1) != '/') {
                    return end + 1;
                }
            }
        }
        return -1;
    }

    private static int endOfContent(String text, int from) {
        for (int tag = text.lastIndexOf("</"); tag >= from; tag = text.lastIndexOf("</", tag - 1)) {
            if (isNamed(text, tag + 2)) {
                return tag;
            }
        }
        return text.length();
    }

    /** Whether the name at this place is the element's, with any prefix. */
    private static boolean isNamed(String text, int start) {
        int end = start;
        while (end < text.length() && " \t\r\n/><".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        String name = text.substring(start, end);
        return name.substring(name.lastIndexOf(':') + 1).equals(ELEMENT);
    }

    /** Where the {@code >} of a tag is, those in its attributes aside; negative when the text ends before. */
    private static int endOfTag(String text, int tag) {
        char quote = 0;
        for (int i = tag; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '>') {
                return i;
            }
        }
        return -1;
    }
}
