package dev.kindred.server.wire.s3;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads the flat XML that S3 requests carry: a root, and below it records of named texts. A document type,
/// and with it every entity that is not XML's own, is refused.
final class S3XmlReader {

    private static final XMLInputFactory FACTORY = XMLInputFactory.newDefaultFactory();

    static {
        FACTORY.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        FACTORY.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        FACTORY.setProperty(XMLInputFactory.IS_COALESCING, true);
    }

    private S3XmlReader() {}

    /// The texts directly below the root, and the records of elements called as was asked, by element name.
    record Document(Map<String, String> texts, List<Map<String, String>> records) {}

    /// Reads a document whose root is `root`, with its repeated elements `repeated`.
    static Document read(byte[] body, String root, String repeated) {
        try {
            XMLStreamReader reader = FACTORY.createXMLStreamReader(new ByteArrayInputStream(body));
            reader.nextTag();
            if (!reader.getLocalName().equals(root)) {
                throw malformed("Its root is <%s>, <%s> was expected.".formatted(reader.getLocalName(), root));
            }
            var document = new Document(new LinkedHashMap<>(), new ArrayList<>());
            while (reader.nextTag() == XMLStreamConstants.START_ELEMENT) {
                if (reader.getLocalName().equals(repeated)) {
                    document.records().add(record(reader));
                } else {
                    document.texts().put(reader.getLocalName(), reader.getElementText());
                }
            }
            return document;
        } catch (XMLStreamException e) {
            throw malformed("It must be well-formed, without a document type.");
        }
    }

    private static Map<String, String> record(XMLStreamReader reader) throws XMLStreamException {
        var texts = new LinkedHashMap<String, String>();
        while (reader.nextTag() == XMLStreamConstants.START_ELEMENT) {
            texts.put(reader.getLocalName(), reader.getElementText());
        }
        return texts;
    }

    private static S3Exception malformed(String detail) {
        return new S3Exception(
                S3Error.MalformedXML,
                "The XML you provided was not well-formed or did not validate against our published schema. " + detail);
    }
}
