package dev.kindred.server.catalog;

import dev.kindred.server.error.ServiceException.InvalidNextToken;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Campaign;
import dev.kindred.server.resource.Resource;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.Scope;
import dev.kindred.server.resource.Status;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The paging of all lists of the service: by the key of the last entry shown. A page costs the same wherever it
/// begins, and entries that are added while a client pages neither shift nor repeat the others. The parent of a
/// list and its entries are read at one commit.
public final class Paging {

    /// AWS's default and largest page.
    private static final int DEFAULT_PAGE = 100;

    private final Catalog catalog;
    private final PageTokens tokens;

    Paging(Catalog catalog, PageTokens tokens) {
        this.catalog = catalog;
        this.tokens = tokens;
    }

    /// A request for a page of a list.
    ///
    /// @param operation the operation's name
    /// @param filters the members that choose what is listed; a token is valid only with the same ones
    public record Query(
            String operation,
            Scope scope,
            List<String> filters,
            @Nullable String nextToken,
            @Nullable Integer maxResults) {

        /// A request to a list that has at most one such member.
        public Query(
                String operation,
                Scope scope,
                @Nullable String filter,
                @Nullable String nextToken,
                @Nullable Integer maxResults) {
            this(operation, scope, filter == null ? List.of() : List.of(filter), nextToken, maxResults);
        }

        private String binding() {
            return operation + "\n" + scope.key() + "\n" + String.join("\n", filters);
        }
    }

    /// Some entries of a list.
    ///
    /// @param nextToken where the next page begins, or null on the last
    public record Page<T>(List<T> entries, @Nullable String nextToken) {

        /// Returns this page with each entry in another form.
        public <S> Page<S> map(Function<? super T, ? extends S> form) {
            return new Page<>(entries.stream().<S>map(form).toList(), nextToken);
        }
    }

    /// An entry, and the key after which the list continues.
    record Entry<T>(String position, T value) {}

    private interface Source<T> {
        List<Entry<T>> after(@Nullable String position, int limit);
    }

    /// Returns a page of the resources of a kind, newest first, of those that belong to `parent` if it is given.
    public <R extends Resource> Page<R> newestFirst(
            Query query, Class<R> type, ResourceKind kind, @Nullable String parent) {
        return catalog.read(view -> {
            var resources = view.resources();
            long incarnation = parent == null ? 0 : resources.incarnation(parent);
            return page(
                    query,
                    bindingOf(query, incarnation),
                    (position, limit) ->
                            resources.newestFirst(query.scope(), type, kind, parent, seq(position), limit));
        });
    }

    /// Returns a page of the resources of a kind with a status, newest first, of those that belong to `parent` if it is
    /// given.
    public <R extends Resource> Page<R> newestOfStatus(
            Query query, Class<R> type, ResourceKind kind, Status status, @Nullable String parent) {
        return catalog.read(view -> {
            var resources = view.resources();
            long incarnation = parent == null ? 0 : resources.incarnation(parent);
            return page(
                    query,
                    bindingOf(query, incarnation),
                    (position, limit) ->
                            resources.newestOfStatus(query.scope(), type, kind, status, parent, seq(position), limit));
        });
    }

    /// Returns a page of the campaigns that serve a solution version, newest first.
    public Page<Campaign> campaignsOf(Query query, Arn version) {
        return catalog.read(view -> {
            var resources = view.resources();
            return page(
                    query,
                    bindingOf(query, resources.incarnation(version.toString())),
                    (position, limit) -> resources.campaignsOf(query.scope(), version, seq(position), limit));
        });
    }

    /// A parent that is created again under the same name begins a new list.
    private static String bindingOf(Query query, long incarnation) {
        return query.binding() + "\n" + incarnation;
    }

    private static long seq(@Nullable String position) {
        return position == null ? Long.MAX_VALUE : Long.parseLong(position);
    }

    /// Returns a page of a constant list, in the order of its entries' unique names.
    public <T> Page<T> byName(Query query, List<T> sorted, Function<T, String> name) {
        return page(
                query,
                query.binding(),
                (position, limit) -> sorted.stream()
                        .filter(entry -> position == null || name.apply(entry).compareTo(position) > 0)
                        .limit(limit)
                        .map(entry -> new Entry<>(name.apply(entry), entry))
                        .toList());
    }

    private <T> Page<T> page(Query query, String binding, Source<T> source) {
        var token = query.nextToken();
        var position = token == null || token.isEmpty()
                ? null
                : tokens.decode(binding, token)
                        .orElseThrow(() -> new InvalidNextToken(
                                "The nextToken is not one that %s gave for this account, region and filter. Start again without it."
                                        .formatted(query.operation())));
        int limit = query.maxResults() == null ? DEFAULT_PAGE : query.maxResults();
        var entries = source.after(position, limit + 1); // one more shows whether there is a next page
        var shown = entries.subList(0, Math.min(limit, entries.size()));
        var next =
                entries.size() > limit ? tokens.encode(binding, shown.getLast().position()) : null;
        return new Page<>(shown.stream().map(Entry::value).toList(), next);
    }
}
