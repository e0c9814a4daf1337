package dev.kindred.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/// Writes an XML response. Characters that are illegal in XML are replaced by U+FFFD; clients with such keys send
/// `encoding-type=url`.
public final class XmlWriter {

    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final XMLStreamWriter writer;

    private XmlWriter(XMLStreamWriter writer) {
        this.writer = writer;
    }

    /// Returns a document with the root element `root`, in `namespace` unless it is null.
    public static byte[] document(String root, @Nullable String namespace, Consumer<XmlWriter> content) {
        var bytes = new ByteArrayOutputStream();
        try {
            var writer = FACTORY.createXMLStreamWriter(bytes, UTF_8.name());
            writer.writeStartDocument(UTF_8.name(), "1.0");
            writer.writeStartElement(root);
            if (namespace != null) {
                writer.writeDefaultNamespace(namespace);
            }
            content.accept(new XmlWriter(writer));
            writer.writeEndDocument();
            writer.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("writing XML to memory", e);
        }
        return bytes.toByteArray();
    }

    /// Writes an element with child elements.
    public XmlWriter nest(String name, Consumer<XmlWriter> content) {
        try {
            writer.writeStartElement(name);
            content.accept(this);
            writer.writeEndElement();
            return this;
        } catch (XMLStreamException e) {
            throw new IllegalStateException("writing XML to memory", e);
        }
    }

    /// Writes an attribute of another namespace to the element that was started last.
    public XmlWriter attribute(String prefix, String namespace, String name, String value) {
        try {
            writer.writeNamespace(prefix, namespace);
            writer.writeAttribute(prefix, namespace, name, legal(value));
            return this;
        } catch (XMLStreamException e) {
            throw new IllegalStateException("writing XML to memory", e);
        }
    }

    /// Writes an element with text content, unless the text is null.
    public XmlWriter text(String name, @Nullable String text) {
        if (text == null) {
            return this;
        }
        return nest(name, element -> element.text(text));
    }

    /// Writes text content into the current element.
    public XmlWriter text(String text) {
        try {
            int from = 0;
            String legal = legal(text);
            for (int at = legal.indexOf('\r'); at >= 0; at = legal.indexOf('\r', from)) {
                writer.writeCharacters(legal.substring(from, at));
                writer.writeEntityRef("#13"); // a parser normalizes a literal CR to LF
                from = at + 1;
            }
            writer.writeCharacters(legal.substring(from));
            return this;
        } catch (XMLStreamException e) {
            throw new IllegalStateException("writing XML to memory", e);
        }
    }

    /// Writes an element with a number.
    public XmlWriter text(String name, long number) {
        return text(name, Long.toString(number));
    }

    /// Writes an element with `true` or `false`.
    public XmlWriter text(String name, boolean value) {
        return text(name, Boolean.toString(value));
    }

    /// Writes an element with a time in milliseconds precision.
    public XmlWriter text(String name, Instant time) {
        return text(name, TIME.format(time));
    }

    private static String legal(String text) {
        var legal = new StringBuilder(text.length());
        text.codePoints().map(point -> isLegal(point) ? point : 0xFFFD).forEach(legal::appendCodePoint);
        return legal.toString();
    }

    private static boolean isLegal(int point) {
        return point == '\t'
                || point == '\n'
                || point == '\r'
                || (point >= 0x20 && point <= 0xD7FF)
                || (point >= 0xE000 && point <= 0xFFFD)
                || point >= 0x10000;
    }
}
