package dev.kindred.paginators;

import org.jspecify.annotations.Nullable;

/**
 * What boto3 calls {@code PaginationConfig} and the AWS CLI {@code --max-items}, {@code --page-size} and {@code --starting-token}.
 * Every member is optional; {@code null} means absent.
 *
 * @param maxItems how many items to give in all pages together, or {@code null} for every one. {@code 0} gives none, in one request.
 *     A negative number {@code -n} does what it does in boto3: it gives the first page without its last {@code n} items and stops.
 * @param pageSize the {@code maxResults} of every request, or {@code null} to leave it to the request and the service. It is sent as
 *     it is: Personalize takes 1 to 100 and refuses the rest.
 * @param startingToken where to begin: the {@linkplain Pages#resumeToken() resume token} of an earlier walk, one that boto3 or the AWS
 *     CLI printed as {@code NextToken}, or a token of the service itself; {@code null} begins at the beginning. It is read when the
 *     walk begins, so it is the walk that fails where the token is bad.
 */
public record PaginationConfig(
        @Nullable Integer maxItems,
        @Nullable Integer pageSize,
        @Nullable String startingToken) {

    private static final PaginationConfig EVERYTHING = new PaginationConfig(null, null, null);

    /**
     * {@return the configuration with no member set: every item, in pages of the service's size, from the beginning}
     */
    public static PaginationConfig everything() {
        return EVERYTHING;
    }

    /**
     * {@return a builder with no member set}
     */
    public static Builder builder() {
        return EVERYTHING.toBuilder();
    }

    /**
     * {@return a builder that has this configuration's members, to make a similar one}
     */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Collects the members of a {@link PaginationConfig}. */
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
         * Sets how many items to give at most.
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
         * Sets where to begin.
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
