package dev.kindred.paginators;

import java.util.Iterator;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.personalize.model.PersonalizeRequest;
import software.amazon.awssdk.services.personalize.model.PersonalizeResponse;

/**
 * Iterates over the pages with blocking requests: one for each {@link #next()}. After a failed request, the next call
 * sends it again.
 */
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
