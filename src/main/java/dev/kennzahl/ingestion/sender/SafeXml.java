package dev.kennzahl.ingestion.sender;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.MalformedDeliveryException;

/**
 * Walks through XML that strangers sent: UTF-8 only, no document type, hence no entities but XML's own and nothing fetched from
 * elsewhere, and no deeper than it needs to be. What offends fails with {@link MalformedDeliveryException}.
 */
final class SafeXml {
    private static final List<String> LIMITS_ON_ENTITIES = List.of(
            "jdk.xml.entityExpansionLimit", "jdk.xml.totalEntitySizeLimit", "jdk.xml.maxGeneralEntitySizeLimit");

    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
    private static final int DEEPEST = 16;
    private static final Set<String> UTF_8_OR_PART_OF_IT = Set.of("UTF-8", "UTF8", "US-ASCII");

    private final XMLStreamReader reader;
    private int depth;

    SafeXml(byte[] bytes) {
        String text = decoded(bytes);
        try {
            reader = factory().createXMLStreamReader(new StringReader(text));
        } catch (XMLStreamException | RuntimeException e) {
            throw notWellFormed();
        }
        String declared = reader.getCharacterEncodingScheme();
        if (declared != null && !UTF_8_OR_PART_OF_IT.contains(declared.toUpperCase(Locale.ROOT))) {
            throw MalformedDeliveryException.body("the XML must be encoded in UTF-8");
        }
    }

    /** The platform's own parser, whatever else is on the class path: its defaults are known and the limits here are tested with it. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        // Without a DTD there are only the five references of XML itself, which newer JDKs count against these limits,
        // too;
        // the size of the body bounds them.
        for (String limit : LIMITS_ON_ENTITIES) {
            if (factory.isPropertySupported(limit)) {
                factory.setProperty(limit, "0");
            }
        }
        return factory;
    }

    /** The text of the document. Its bytes are decoded here and nowhere else, so no two readers can disagree about them. */
    static String decoded(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw MalformedDeliveryException.body("the XML must be encoded in UTF-8");
        }
    }

    /** Goes to the next event: a start, an end or text. Comments are passed over. */
    int next() {
        while (true) {
            int event = advance();
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (++depth > DEEPEST) {
                        throw MalformedDeliveryException.body(
                                "the XML must not be nested more than " + DEEPEST + " deep");
                    }
                    return event;
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    return event;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    return XMLStreamConstants.CHARACTERS;
                }
                case XMLStreamConstants.END_DOCUMENT -> {
                    return event;
                }
                case XMLStreamConstants.DTD ->
                    throw MalformedDeliveryException.body("the XML must not have a document type");
                case XMLStreamConstants.ENTITY_REFERENCE ->
                    throw MalformedDeliveryException.body(
                            "the XML must not use entities other than those of XML itself");
                default -> {}
            }
        }
    }

    private int advance() {
        try {
            return reader.next();
        } catch (XMLStreamException | RuntimeException e) {
            // The parser's own message may quote the body; and on some broken input it fails with an unchecked
            // exception.
            throw notWellFormed();
        }
    }

    /** Goes to the next child of the present element; false at its end. Each child has to be read or skipped to its end. */
    boolean nextChild() {
        int event = next();
        while (event == XMLStreamConstants.CHARACTERS) {
            event = next();
        }
        return event == XMLStreamConstants.START_ELEMENT;
    }

    /** Passes over the rest of the present element. */
    void skip() {
        int outside = depth - 1;
        while (depth > outside) {
            next();
        }
    }

    /** The text of the present element, which must have no children; goes to its end. */
    String text() {
        StringBuilder text = new StringBuilder();
        int event = next();
        while (event == XMLStreamConstants.CHARACTERS) {
            text.append(value());
            event = next();
        }
        if (event != XMLStreamConstants.END_ELEMENT) {
            throw MalformedDeliveryException.body("the XML has elements where text must be");
        }
        return text.toString();
    }

    /** The characters of the present event. */
    String value() {
        return reader.getText();
    }

    QName name() {
        return reader.getName();
    }

    /** Whether the present element says that it has no value. */
    boolean isNil() {
        String nil = reader.getAttributeValue(XSI, "nil");
        return nil != null && (nil.strip().equals("true") || nil.strip().equals("1"));
    }

    /** The type that the present element states, without its prefix. */
    @Nullable
    String type() {
        String type = reader.getAttributeValue(XSI, "type");
        return type == null ? null : type.substring(type.indexOf(':') + 1).strip();
    }

    private static MalformedDeliveryException notWellFormed() {
        return MalformedDeliveryException.body("the body must be well-formed XML");
    }
}
