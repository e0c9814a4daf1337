package dev.kindred.paginators;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A position in a listing: the service's token of a page and the number of items of that page to leave out.
 *
 * <p>Its text is identical to botocore's: base64 of {@code {"nextToken": "…", "boto_truncate_amount": 3}} as Python's
 * {@code json.dumps} writes it, without the second member if the position is the start of a page. The first page's
 * token is {@code null}.
 *
 * @param members the members of the token besides the amount. A token that was {@linkplain StartingToken read} may lack
 * {@code nextToken} or have other members; it is a valid start, but cannot be written again.
 * @param skipped the number of items to leave out, like the start of a Python slice: a negative number keeps that many
 * from the end
 */
record ResumeToken(Map<String, @Nullable Object> members, int skipped) {

    static final String NEXT_TOKEN = "nextToken";
    static final String TRUNCATE_AMOUNT = "boto_truncate_amount";

    /** The position before the first item. */
    static final ResumeToken START = at(null, 0);

    ResumeToken {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    static ResumeToken at(@Nullable String nextToken, int skipped) {
        return new ResumeToken(Collections.singletonMap(NEXT_TOKEN, nextToken), skipped);
    }

    /** Returns whether the token has the member of the service's token, which may be {@code null}. */
    boolean namesPage() {
        return members.containsKey(NEXT_TOKEN);
    }

    /**
     * Returns the token of the request, or {@code null} for none; as in botocore, the text {@code None} also means
     * none.
     */
    @Nullable
    String serviceToken() {
        Object token = members.get(NEXT_TOKEN);
        return "None".equals(token) ? null : (String) token;
    }

    /** Returns the text for the start of this token's page. */
    String encode() {
        requireNothingElse(members);
        return base64("{" + nextTokenMember() + "}");
    }

    /** Returns the text for this token's page without its first {@code truncateAmount} items. */
    String encode(long truncateAmount) {
        var all = new LinkedHashMap<>(members);
        all.put(TRUNCATE_AMOUNT, truncateAmount);
        requireNothingElse(all);
        return base64("{" + nextTokenMember() + ", \"" + TRUNCATE_AMOUNT + "\": " + truncateAmount + "}");
    }

    private void requireNothingElse(Map<String, @Nullable Object> quoted) {
        if (!members.keySet().equals(Set.of(NEXT_TOKEN))) {
            throw new BadStartingTokenException(PythonLiteral.of(quoted), "");
        }
    }

    private String nextTokenMember() {
        String token = (String) members.get(NEXT_TOKEN);
        return "\"" + NEXT_TOKEN + "\": " + (token == null ? "null" : PythonJson.quote(token));
    }

    private static String base64(String json) {
        return Base64.getEncoder().encodeToString(json.getBytes(US_ASCII));
    }
}
