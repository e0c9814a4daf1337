package dev.kindred.paginators;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.personalize.PersonalizeAsyncClient;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.PersonalizeRequest;
import software.amazon.awssdk.services.personalize.model.PersonalizeResponse;

/**
 * A List operation: how to call it and which member holds its items. All operations have the members {@code nextToken}
 * and {@code maxResults} in the request and {@code nextToken} in the response. Members are accessed by their wire names
 * through the SDK's descriptions.
 *
 * @param resultKey the response's member with the items
 * @param emptyRequest a request without members
 */
record ListOperation<RequestT extends PersonalizeRequest, PageT extends PersonalizeResponse, ItemT>(
        String resultKey,
        RequestT emptyRequest,
        BiFunction<PersonalizeClient, RequestT, PageT> call,
        BiFunction<PersonalizeAsyncClient, RequestT, CompletableFuture<PageT>> callAsync) {

    private static final String NEXT_TOKEN = "nextToken";
    private static final String MAX_RESULTS = "maxResults";

    RequestT withNextToken(RequestT request, @Nullable String nextToken) {
        return with(request, NEXT_TOKEN, nextToken);
    }

    RequestT withMaxResults(RequestT request, int maxResults) {
        return with(request, MAX_RESULTS, maxResults);
    }

    @Nullable
    String nextToken(PageT page) {
        return (String) member(page, NEXT_TOKEN).getValueOrDefault(page);
    }

    /** Returns the page's items, or none if the page lacks the member. */
    @SuppressWarnings(
            "unchecked") // the table of operations names the member whose elements are ItemT; a test walks each one
    List<ItemT> items(PageT page) {
        return (List<ItemT>) member(page, resultKey).getValueOrDefault(page);
    }

    /** Returns the page with other items. Its next token, metadata and HTTP response are unchanged. */
    @SuppressWarnings("unchecked") // an SDK object's builder builds that object's class
    PageT withItems(PageT page, List<ItemT> items) {
        var builder = page.toBuilder();
        member(page, resultKey).set(builder, items);
        return (PageT) builder.build();
    }

    @SuppressWarnings("unchecked") // an SDK object's builder builds that object's class
    private RequestT with(RequestT request, String name, @Nullable Object value) {
        var builder = request.toBuilder();
        member(request, name).set(builder, value);
        return (RequestT) builder.build();
    }

    private static SdkField<?> member(SdkPojo pojo, String name) {
        var member = pojo.sdkFieldNameToField().get(name);
        if (member == null) {
            throw new IllegalStateException(pojo.getClass().getSimpleName() + " has no member " + name);
        }
        return member;
    }
}
