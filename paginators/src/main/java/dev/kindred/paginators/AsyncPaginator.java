package dev.kindred.paginators;

import software.amazon.awssdk.services.personalize.PersonalizeAsyncClient;
import software.amazon.awssdk.services.personalize.model.PersonalizeRequest;
import software.amazon.awssdk.services.personalize.model.PersonalizeResponse;

/**
 * Pages through one List operation with an asynchronous client: a {@link Paginator} whose pages are published. Immutable, and as safe to
 * share between threads as the client it sends with.
 *
 * @param <RequestT> the operation's request
 * @param <PageT> the operation's response, which is a page
 * @param <ItemT> the summaries the operation lists
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
     * Pages through everything the operation lists. Sends nothing yet.
     *
     * @return the pages
     */
    public PagePublisher<PageT, ItemT> paginate() {
        return paginate(operation.emptyRequest(), PaginationConfig.everything());
    }

    /**
     * Pages through what a request with no member set lists. Sends nothing yet.
     *
     * @param config how much, in which portions and from where on
     * @return the pages
     */
    public PagePublisher<PageT, ItemT> paginate(PaginationConfig config) {
        return paginate(operation.emptyRequest(), config);
    }

    /**
     * Pages through everything a request lists. Sends nothing yet.
     *
     * @param request what to list; see {@link Paginator#paginate(PersonalizeRequest, PaginationConfig)}
     * @return the pages
     */
    public PagePublisher<PageT, ItemT> paginate(RequestT request) {
        return paginate(request, PaginationConfig.everything());
    }

    /**
     * Pages through what a request lists. Sends nothing yet.
     *
     * @param request what to list; see {@link Paginator#paginate(PersonalizeRequest, PaginationConfig)}
     * @param config how much, in which portions and from where on
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
