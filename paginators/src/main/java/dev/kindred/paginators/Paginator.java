package dev.kindred.paginators;

import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.PersonalizeRequest;
import software.amazon.awssdk.services.personalize.model.PersonalizeResponse;

/**
 * Pages through one List operation with a synchronous client: what boto3's {@code client.get_paginator("list_…")} returns. Immutable,
 * and as safe to share between threads as the client it sends with.
 *
 * @param <RequestT> the operation's request
 * @param <PageT> the operation's response, which is a page
 * @param <ItemT> the summaries the operation lists
 * @see PersonalizePaginators
 */
public final class Paginator<RequestT extends PersonalizeRequest, PageT extends PersonalizeResponse, ItemT> {

    private final ListOperation<RequestT, PageT, ItemT> operation;
    private final PersonalizeClient client;

    Paginator(ListOperation<RequestT, PageT, ItemT> operation, PersonalizeClient client) {
        this.operation = operation;
        this.client = client;
    }

    /**
     * Pages through everything the operation lists. Sends nothing yet.
     *
     * @return the pages
     */
    public Pages<PageT, ItemT> paginate() {
        return paginate(operation.emptyRequest(), PaginationConfig.everything());
    }

    /**
     * Pages through what a request with no member set lists. Sends nothing yet.
     *
     * @param config how much, in which portions and from where on
     * @return the pages
     */
    public Pages<PageT, ItemT> paginate(PaginationConfig config) {
        return paginate(operation.emptyRequest(), config);
    }

    /**
     * Pages through everything a request lists. Sends nothing yet.
     *
     * @param request what to list; see {@link #paginate(PersonalizeRequest, PaginationConfig)}
     * @return the pages
     */
    public Pages<PageT, ItemT> paginate(RequestT request) {
        return paginate(request, PaginationConfig.everything());
    }

    /**
     * Pages through what a request lists. Sends nothing yet.
     *
     * @param request what to list. The first page is asked for with the request's {@code nextToken}, unless the configuration has a
     *     starting token; later pages overwrite it. Its {@code maxResults} counts unless the configuration has a page size. As in boto3,
     *     a walk that a limit ends within its first page forgets the request's {@code nextToken}: to begin elsewhere than at the
     *     beginning, give the token as starting token.
     * @param config how much, in which portions and from where on
     * @return the pages
     */
    public Pages<PageT, ItemT> paginate(RequestT request, PaginationConfig config) {
        return new Pages<>(
                operation,
                () -> new PageIterator<>(
                        new PageWalk<>(operation, request, config),
                        next -> operation.call().apply(client, next)));
    }
}
