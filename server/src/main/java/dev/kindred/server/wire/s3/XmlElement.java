package dev.kindred.server.wire.s3;

import dev.kindred.server.wire.XmlWriter;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// An element of a request's XML, by its local name: a text, or child elements. `xsi:type` is the only attribute
/// that is read. A document type, and with it every entity outside XML's own, is refused.
///
/// @param type the value of `xsi:type`, or null
record XmlElement(String name, @Nullable String type, String text, List<XmlElement> children) {

    private static final String SCHEMA_INSTANCE = XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI;

    private static final XMLInputFactory FACTORY = XMLInputFactory.newDefaultFactory();
    /// S3's documents nest at most seven deep. Taste.
    private static final int DEEPEST = 16;

    /// S3's largest document has 10,000 parts of eight elements.
    private static final int MOST_ELEMENTS = 100_000;

    static {
        FACTORY.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        FACTORY.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        FACTORY.setProperty(XMLInputFactory.IS_COALESCING, true);
    }

    XmlElement {
        children = List.copyOf(children);
    }

    /// Returns an element with a text.
    XmlElement(String name, String text) {
        this(name, null, text, List.of());
    }

    /// Returns an element with child elements.
    XmlElement(String name, List<XmlElement> children) {
        this(name, null, "", children);
    }

    /// Parses a document with the root `root`.
    static XmlElement read(byte[] body, String root) {
        try {
            XMLStreamReader reader = FACTORY.createXMLStreamReader(new ByteArrayInputStream(body));
            reader.nextTag();
            if (!reader.getLocalName().equals(root)) {
                throw malformed("Its root is <%s>, <%s> was expected.".formatted(reader.getLocalName(), root));
            }
            var element = new Reading(reader).element(1);
            while (reader.hasNext()) {
                reader.next(); // what follows the root must be well-formed too
            }
            return element;
        } catch (S3Exception e) {
            throw e;
        } catch (XMLStreamException
                | RuntimeException e) { // the parser answers some malformed documents by unchecked ones
            throw malformed("It must be well-formed, without a document type.");
        }
    }

    /// One pass over a document.
    private static final class Reading {

        private final XMLStreamReader reader;
        private int elements;

        Reading(XMLStreamReader reader) {
            this.reader = reader;
        }

        XmlElement element(int depth) throws XMLStreamException {
            if (++elements > MOST_ELEMENTS) {
                throw malformed("It may have %,d elements.".formatted(MOST_ELEMENTS));
            }
            if (depth > DEEPEST) {
                throw malformed("It may nest %d elements deep.".formatted(DEEPEST));
            }
            String name = reader.getLocalName();
            String type = reader.getAttributeValue(SCHEMA_INSTANCE, "type");
            var text = new StringBuilder();
            var children = new ArrayList<XmlElement>();
            for (int event = reader.next(); event != XMLStreamConstants.END_ELEMENT; event = reader.next()) {
                switch (event) {
                    case XMLStreamConstants.START_ELEMENT -> children.add(element(depth + 1));
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                        text.append(reader.getText());
                    case XMLStreamConstants.COMMENT, XMLStreamConstants.PROCESSING_INSTRUCTION -> {}
                    default -> throw malformed("<%s> holds an entity that XML does not define.".formatted(name));
                }
            }
            if (children.isEmpty()) {
                return new XmlElement(name, type, text.toString(), children);
            }
            if (!text.toString().isBlank()) {
                throw malformed("<%s> holds text beside elements.".formatted(name));
            }
            return new XmlElement(name, type, "", children);
        }
    }

    /// Returns the children called `name`.
    List<XmlElement> children(String name) {
        return children.stream().filter(child -> child.name.equals(name)).toList();
    }

    /// Returns the first child called `name`.
    Optional<XmlElement> child(String name) {
        return children.stream().filter(child -> child.name.equals(name)).findFirst();
    }

    /// Returns the text of the first child called `name`, without surrounding blanks; empty if there is none.
    String textOf(String name) {
        return child(name).map(child -> child.text.strip()).orElse("");
    }

    /// Returns this element with other children.
    XmlElement with(List<XmlElement> others) {
        return new XmlElement(name, type, "", others);
    }

    /// Returns this element with one more child at the end, unless it has a child of that name.
    XmlElement withDefault(XmlElement other) {
        if (child(other.name).isPresent()) {
            return this;
        }
        var all = new ArrayList<>(children);
        all.add(other);
        return with(all);
    }

    /// Writes this element into another.
    void writeTo(XmlWriter xml) {
        xml.nest(name, each -> {
            if (type != null) {
                each.attribute("xsi", SCHEMA_INSTANCE, "type", type);
            }
            writeContentTo(each);
        });
    }

    private void writeContentTo(XmlWriter xml) {
        if (children.isEmpty()) {
            xml.text(text);
        }
        children.forEach(child -> child.writeTo(xml));
    }

    /// Returns this element as a response document.
    String document() {
        return new String(Answers.document(name, this::writeContentTo), StandardCharsets.UTF_8);
    }

    static S3Exception malformed(String detail) {
        return new S3Exception(
                S3Error.MalformedXML,
                "The XML you provided was not well-formed or did not validate against our published schema. " + detail);
    }
}
