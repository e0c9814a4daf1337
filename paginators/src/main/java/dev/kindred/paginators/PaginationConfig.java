package dev.kindred.paginators;

import org.jspecify.annotations.Nullable;

/**
 * The options of a walk: boto3's {@code PaginationConfig}, and {@code --max-items}, {@code --page-size} and {@code
 * --starting-token} of the AWS CLI. Every member is optional; {@code null} means absent.
 *
 * @param maxItems the maximum number of items of all pages together, or {@code null} for no limit. {@code 0} returns no
 * item, with one request. A negative number {@code -n} has the effect that it has in boto3: the walk returns the first
 * page without its last {@code n} items and stops.
 * @param pageSize the {@code maxResults} of every request, or {@code null} to leave it to the request and the service.
 * It is sent unchanged: Personalize accepts 1 to 100.
 * @param startingToken the start: the {@linkplain Pages#resumeToken() resume token} of an earlier walk, a {@code
 * NextToken} printed by boto3 or the AWS CLI, or a token of the service; {@code null} is the beginning. It is parsed
 * when the walk begins, so a bad token fails the walk.
 */
public record PaginationConfig(
        @Nullable Integer maxItems,
        @Nullable Integer pageSize,
        @Nullable String startingToken) {

    private static final PaginationConfig EVERYTHING = new PaginationConfig(null, null, null);

    /** {@return the configuration without members: all items, in pages of the service's size, from the beginning} */
    public static PaginationConfig everything() {
        return EVERYTHING;
    }

    /**
     * {@return a builder with no member set}
     */
    public static Builder builder() {
        return EVERYTHING.toBuilder();
    }

    /** {@return a builder with this configuration's members} */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** A builder of a {@link PaginationConfig}. */
    public static final class Builder {

        private @Nullable Integer maxItems;
        private @Nullable Integer pageSize;
        private @Nullable String startingToken;

        private Builder(PaginationConfig config) {
            this.maxItems = config.maxItems;
            this.pageSize = config.pageSize;
            this.startingToken = config.startingToken;
        }

        /**
         * Sets the maximum number of items.
         *
         * @param maxItems see {@link PaginationConfig#maxItems()}
         * @return this builder
         */
        public Builder maxItems(@Nullable Integer maxItems) {
            this.maxItems = maxItems;
            return this;
        }

        /**
         * Sets the {@code maxResults} of every request.
         *
         * @param pageSize see {@link PaginationConfig#pageSize()}
         * @return this builder
         */
        public Builder pageSize(@Nullable Integer pageSize) {
            this.pageSize = pageSize;
            return this;
        }

        /**
         * Sets the start.
         *
         * @param startingToken see {@link PaginationConfig#startingToken()}
         * @return this builder
         */
        public Builder startingToken(@Nullable String startingToken) {
            this.startingToken = startingToken;
            return this;
        }

        /**
         * {@return the configuration}
         */
        public PaginationConfig build() {
            return new PaginationConfig(maxItems, pageSize, startingToken);
        }
    }
}
