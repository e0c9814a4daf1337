package dev.kindred.paginators;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import software.amazon.awssdk.services.personalize.model.PersonalizeRequest;
import software.amazon.awssdk.services.personalize.model.PersonalizeResponse;

/** A walk with an asynchronous client that sends its requests. */
record AsyncPageWalk<RequestT extends PersonalizeRequest, PageT extends PersonalizeResponse>(
        PageWalk<RequestT, PageT, ?> walk, Function<RequestT, CompletableFuture<PageT>> send) {

    boolean hasNext() {
        return walk.hasNext();
    }

    /**
     * Sends the request for the next page. The response must be {@linkplain #accept accepted} before the next request.
     */
    CompletableFuture<PageT> fetch() {
        return send.apply(walk.request());
    }

    PageT accept(PageT answer) {
        return walk.accept(answer);
    }

    Optional<String> resumeToken() {
        return walk.resumeToken();
    }
}
