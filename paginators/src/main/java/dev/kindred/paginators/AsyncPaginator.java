package dev.kindred.paginators;

import software.amazon.awssdk.services.personalize.PersonalizeAsyncClient;
import software.amazon.awssdk.services.personalize.model.PersonalizeRequest;
import software.amazon.awssdk.services.personalize.model.PersonalizeResponse;

/**
 * A paginator of one List operation with an asynchronous client: a {@link Paginator} whose pages are published. It is
 * immutable, and as thread-safe as its client.
 *
 * @param <RequestT> the operation's request
 * @param <PageT> the operation's response, which is a page
 * @param <ItemT> the summaries that the operation lists
 * @see PersonalizePaginators
 */
public final class AsyncPaginator<RequestT extends PersonalizeRequest, PageT extends PersonalizeResponse, ItemT> {

    private final ListOperation<RequestT, PageT, ItemT> operation;
    private final PersonalizeAsyncClient client;

    AsyncPaginator(ListOperation<RequestT, PageT, ItemT> operation, PersonalizeAsyncClient client) {
        this.operation = operation;
        this.client = client;
    }

    /**
     * Returns all pages of the operation. No request is sent yet.
     *
     * @return the pages
     */
    public PagePublisher<PageT, ItemT> paginate() {
        return paginate(operation.emptyRequest(), PaginationConfig.everything());
    }

    /**
     * Returns the pages of a request without members. No request is sent yet.
     *
     * @param config the limit, the page size and the start
     * @return the pages
     */
    public PagePublisher<PageT, ItemT> paginate(PaginationConfig config) {
        return paginate(operation.emptyRequest(), config);
    }

    /**
     * Returns all pages of a request. No request is sent yet.
     *
     * @param request the request; see {@link Paginator#paginate(PersonalizeRequest, PaginationConfig)}
     * @return the pages
     */
    public PagePublisher<PageT, ItemT> paginate(RequestT request) {
        return paginate(request, PaginationConfig.everything());
    }

    /**
     * Returns the pages of a request. No request is sent yet.
     *
     * @param request the request; see {@link Paginator#paginate(PersonalizeRequest, PaginationConfig)}
     * @param config the limit, the page size and the start
     * @return the pages
     */
    public PagePublisher<PageT, ItemT> paginate(RequestT request, PaginationConfig config) {
        return new PagePublisher<>(
                operation,
                () -> new AsyncPageWalk<>(
                        new PageWalk<>(operation, request, config),
                        next -> operation.callAsync().apply(client, next)));
    }
}
