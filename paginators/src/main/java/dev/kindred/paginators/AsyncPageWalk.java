package dev.kindred.paginators;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import software.amazon.awssdk.services.personalize.model.PersonalizeRequest;
import software.amazon.awssdk.services.personalize.model.PersonalizeResponse;

/** A walk together with the way to send its requests without waiting for the answers. */
record AsyncPageWalk<RequestT extends PersonalizeRequest, PageT extends PersonalizeResponse>(
        PageWalk<RequestT, PageT, ?> walk, Function<RequestT, CompletableFuture<PageT>> send) {

    boolean hasNext() {
        return walk.hasNext();
    }

    /** Sends the request for the next page. The answer is to be {@linkplain #accept taken} before the next request. */
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
