package dev.kindred.paginators;

import java.util.Iterator;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.personalize.model.PersonalizeRequest;
import software.amazon.awssdk.services.personalize.model.PersonalizeResponse;

/** Walks the pages with blocking requests: one for each {@link #next()}, none before. A request that failed is sent again by the next. */
final class PageIterator<RequestT extends PersonalizeRequest, PageT extends PersonalizeResponse>
        implements Iterator<PageT> {

    private final PageWalk<RequestT, PageT, ?> walk;
    private final Function<RequestT, PageT> send;

    PageIterator(PageWalk<RequestT, PageT, ?> walk, Function<RequestT, PageT> send) {
        this.walk = walk;
        this.send = send;
    }

    @Override
    public boolean hasNext() {
        return walk.hasNext();
    }

    @Override
    public PageT next() {
        return walk.accept(send.apply(walk.request()));
    }

    Optional<String> resumeToken() {
        return walk.resumeToken();
    }
}
