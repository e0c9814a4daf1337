package dev.kindred.server.wire.s3;

import io.helidon.http.Headers;
import io.helidon.http.encoding.ContentDecoder;
import io.helidon.http.encoding.ContentEncoder;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.http.encoding.ContentEncodingContextConfig;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http1.Http1Config;

/// The settings of a web server that carries S3: request lines as long as an escaped key, unchanged bodies, and
/// no delay of the last packet of a response.
///
/// A socket without `TCP_NODELAY` holds back a small packet until the one before it is acknowledged (Nagle's
/// algorithm, RFC 896), and its peer may delay the acknowledgement (RFC 1122, 4.2.3.2; 40 ms on Linux). A
/// response that leaves in more than one write then waits for 40 ms.
public final class S3HttpSettings {

    /// A key of 1,024 bytes, all escaped, as path and again as `continuation-token`, `prefix` and a presigned URL's
    /// parameters.
    private static final int LONGEST_REQUEST_LINE = 16 * 1024;

    /// S3 allows 8 kB of headers; presigned URLs with session tokens need more. Taste.
    private static final int LARGEST_HEADERS = 32 * 1024;

    private S3HttpSettings() {}

    /// Applies the settings except those of [#http1()]. They suit other traffic on the same port.
    public static WebServerConfig.Builder apply(WebServerConfig.Builder server) {
        return server.contentEncoding(new Untouched()).connectionOptions(socket -> socket.tcpNoDelay(true));
    }

    /// Returns the settings of the HTTP/1.1 parser.
    public static Http1Config http1() {
        return Http1Config.builder()
                .maxPrologueLength(LONGEST_REQUEST_LINE)
                .maxHeadersSize(LARGEST_HEADERS)
                .build();
    }

    /// Neither encodes nor decodes: an object's Content-Encoding belongs to its owner, and
    /// [AwsChunkedInputStream] decodes `aws-chunked`.
    private static final class Untouched implements ContentEncodingContext {

        @Override
        public ContentEncodingContextConfig prototype() {
            return ContentEncodingContextConfig.builder()
                    .contentEncodingsDiscoverServices(false)
                    .buildPrototype();
        }

        @Override
        public boolean contentEncodingEnabled() {
            return false;
        }

        @Override
        public boolean contentDecodingEnabled() {
            return true; // or any request with a Content-Encoding would be refused
        }

        @Override
        public boolean contentEncodingSupported(String encoding) {
            return false;
        }

        @Override
        public boolean contentDecodingSupported(String encoding) {
            return true;
        }

        @Override
        public ContentEncoder encoder(String encoding) {
            return ContentEncoder.NO_OP;
        }

        @Override
        public ContentDecoder decoder(String encoding) {
            return ContentDecoder.NO_OP;
        }

        @Override
        public ContentEncoder encoder(Headers headers) {
            return ContentEncoder.NO_OP;
        }
    }
}
