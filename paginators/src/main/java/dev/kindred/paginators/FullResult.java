package dev.kindred.paginators;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The items of a complete walk and the token to resume after it: the result of boto3's {@code build_full_result()}.
 *
 * @param <ItemT> the summaries that the operation lists
 */
public final class FullResult<ItemT> {

    private final List<ItemT> items;
    private final @Nullable String nextToken;

    FullResult(List<ItemT> items, @Nullable String nextToken) {
        this.items = List.copyOf(items);
        this.nextToken = nextToken;
    }

    /**
     * {@return the items of all pages, in the order the service gave them; unmodifiable}
     */
    public List<ItemT> items() {
        return items;
    }

    /**
     * {@return the {@linkplain PaginationConfig#startingToken() starting token} of a walk that resumes after these
     * items, or empty if no item is left} boto3 returns it as {@code NextToken}. It is not the service's own {@code
     * nextToken}.
     */
    public Optional<String> nextToken() {
        return Optional.ofNullable(nextToken);
    }

    @Override
    public String toString() {
        return "FullResult[items=" + items.size() + ", nextToken=" + nextToken + "]";
    }
}
