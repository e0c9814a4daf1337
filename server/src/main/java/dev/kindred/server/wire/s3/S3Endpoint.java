package dev.kindred.server.wire.s3;

import dev.kindred.server.admission.FairQueue;
import dev.kindred.server.auth.Access;
import dev.kindred.server.auth.AuthenticationException;
import dev.kindred.server.error.ServiceException;
import dev.kindred.server.storage.LocalObjectStore;
import dev.kindred.server.storage.StorageException;
import dev.kindred.server.wire.Authentication;
import dev.kindred.server.wire.AuthenticationForm;
import dev.kindred.server.wire.Capacity;
import dev.kindred.server.wire.RequestMemory;
import dev.kindred.server.wire.RetryAfter;
import dev.kindred.server.wire.XmlWriter;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Answers S3's REST API for one local object store: the operations of [S3Routes], and a clear error for every other.
///
/// Each account sees its own buckets. The server that hosts it must be built with [S3HttpSettings].
public final class S3Endpoint implements Handler {

    /// Returns the bucket names that cannot be created, because other endpoints serve their paths.
    public static final Set<String> RESERVED_BUCKET_NAMES = BucketNames.RESERVED;

    private static final System.Logger LOG = System.getLogger(S3Endpoint.class.getName());

    private final LocalObjectStore store;
    private final RequestMemory memory;
    private final FairQueue queue;
    private final Authentication authentication;
    private final ConcurrentHashMap<String, S3Routes> routes = new ConcurrentHashMap<>();

    public S3Endpoint(LocalObjectStore store, Capacity capacity, Authentication authentication) {
        this.store = store;
        this.memory = capacity.memory();
        this.queue = capacity.queues().objects();
        this.authentication = authentication;
    }

    @Override
    public void handle(ServerRequest http, ServerResponse response) {
        try (var held = memory.open()) {
            handle(http, response, new RequestContent(http, held));
        }
    }

    private void handle(ServerRequest http, ServerResponse response, RequestContent content) {
        String requestId = UUID.randomUUID().toString();
        Answers.header(response, "x-amz-request-id", requestId);
        Answers.header(response, "Server", "Kindred");
        try {
            content.length(); // before anything else: a body without one must not even be read past
            if (content.isNothingAwaited()) {
                response.header(HeaderValues.CONNECTION_CLOSE);
            }
            try (var _ = queue.enter(clientOf(http), 1)) { // fair between clients
                answer(http, response, content);
            }
        } catch (AuthenticationException e) {
            var code = S3Error.valueOf(AuthenticationForm.of(e.reason()).s3Code());
            refuse(http, content, response, requestId, new S3Exception(code, e.getMessage()));
        } catch (S3Exception e) {
            refuse(http, content, response, requestId, e);
        } catch (ServiceException.Throttling e) {
            refuse(http, content, response, requestId, new S3Exception(S3Error.SlowDown, e.getMessage()));
        } catch (StorageException e) {
            var code = Failures.codeOf(e);
            if (code == S3Error.InternalError) {
                LOG.log(System.Logger.Level.ERROR, "Request " + requestId + " failed", e);
            }
            refuse(http, content, response, requestId, new S3Exception(code, e.getMessage()));
        } catch (CloseConnectionException | UncheckedIOException e) {
            throw e; // the client is gone
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalArgumentException | IllegalStateException e) {
            LOG.log(System.Logger.Level.ERROR, "Request " + requestId + " failed", e);
            refuse(
                    http,
                    content,
                    response,
                    requestId,
                    new S3Exception(
                            S3Error.InternalError,
                            "We encountered an internal error; the server's log has it under this request id."));
        }
    }

    private void answer(ServerRequest http, ServerResponse response, RequestContent content) throws IOException {
        var method = http.prologue().method().text();
        if (method.equals("OPTIONS")) { // browsers do not sign preflights, and every one is refused
            throw Preflights.refused(S3Request.of(http, content, null));
        }
        var claim = authentication.claimOfS3(http, S3Request.bucketOfHost(http));
        var caller = claim.proveByDeclaredHash();
        caller.require(method.equals("GET") || method.equals("HEAD") ? Access.READ : Access.CHANGE, "s3:" + method);
        caller.requireWholeAccount("s3:" + method);
        var request = S3Request.of(http, content, claim.chunks().orElse(null));
        routes.computeIfAbsent(caller.account(), account -> new S3Routes(store, account))
                .answer(request, response);
    }

    /// Returns the address of the client, without its port.
    private static Object clientOf(ServerRequest http) {
        return http.remotePeer().address() instanceof InetSocketAddress socket ? socket.getAddress() : "";
    }

    private static void refuse(
            ServerRequest http,
            RequestContent content,
            ServerResponse response,
            String requestId,
            S3Exception refusal) {
        if (response.bytesWritten() > 0) {
            throw new CloseConnectionException("failed while answering: " + refusal.getMessage());
        }
        boolean mustClose = content.mustCloseAfter(response);
        response.status(refusal.error().status());
        RetryAfter.mark(response, refusal.error().status());
        response.header(HeaderNames.CONTENT_TYPE, "application/xml");
        response.headers().remove(HeaderNames.CONTENT_LENGTH);
        response.headers().remove(HeaderNames.CONTENT_ENCODING);
        if (http.prologue().method().text().equals("HEAD")) {
            response.send();
        } else {
            response.send(XmlWriter.document("Error", null, xml -> {
                xml.text("Code", refusal.error().name()).text("Message", refusal.getMessage());
                refusal.details().forEach(xml::text);
                xml.text("Resource", http.prologue().uriPath().rawPath()).text("RequestId", requestId);
            }));
        }
        if (mustClose) {
            // The header alone does not stop Helidon: it would parse the unread body as the next request.
            throw new CloseConnectionException("refused with its body unread");
        }
    }
}
