package dev.kindred.paginators;

import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.PersonalizeRequest;
import software.amazon.awssdk.services.personalize.model.PersonalizeResponse;

/**
 * A paginator of one List operation with a synchronous client: boto3's {@code client.get_paginator("list_…")}. It is
 * immutable, and as thread-safe as its client.
 *
 * @param <RequestT> the operation's request
 * @param <PageT> the operation's response, which is a page
 * @param <ItemT> the summaries that the operation lists
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
     * Returns all pages of the operation. No request is sent yet.
     *
     * @return the pages
     */
    public Pages<PageT, ItemT> paginate() {
        return paginate(operation.emptyRequest(), PaginationConfig.everything());
    }

    /**
     * Returns the pages of a request without members. No request is sent yet.
     *
     * @param config the limit, the page size and the start
     * @return the pages
     */
    public Pages<PageT, ItemT> paginate(PaginationConfig config) {
        return paginate(operation.emptyRequest(), config);
    }

    /**
     * Returns all pages of a request. No request is sent yet.
     *
     * @param request the request; see {@link #paginate(PersonalizeRequest, PaginationConfig)}
     * @return the pages
     */
    public Pages<PageT, ItemT> paginate(RequestT request) {
        return paginate(request, PaginationConfig.everything());
    }

    /**
     * Returns the pages of a request. No request is sent yet.
     *
     * @param request the request. The first page is requested with its {@code nextToken}, unless the configuration has
     * a starting token; later pages overwrite it. Its {@code maxResults} is used unless the configuration has a page
     * size. As in boto3, the resume token of a walk that a limit ends within its first page does not include the
     * request's {@code nextToken}: to start elsewhere than at the beginning, pass the token as starting token.
     * @param config the limit, the page size and the start
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
