package dev.kindred.paginators;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A place in a listing: the service's token of a page and how many of that page's items to leave out.
 *
 * <p>Its text is botocore's, byte for byte: base64 of {@code {"nextToken": "…", "boto_truncate_amount": 3}} as Python's
 * {@code json.dumps} writes it, without the second member where the place is a page's start. The first page's token is {@code null}.
 *
 * @param members what the token says besides the amount. One that was {@linkplain StartingToken read} may lack {@code nextToken} or
 *     hold other members; it can begin a walk all the same but not be written again.
 * @param skipped how many items to leave out, as a Python slice's start: a negative number keeps that many from the end
 */
record ResumeToken(Map<String, @Nullable Object> members, int skipped) {

    static final String NEXT_TOKEN = "nextToken";
    static final String TRUNCATE_AMOUNT = "boto_truncate_amount";

    /** The place before the first item. */
    static final ResumeToken START = at(null, 0);

    ResumeToken {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    static ResumeToken at(@Nullable String nextToken, int skipped) {
        return new ResumeToken(Collections.singletonMap(NEXT_TOKEN, nextToken), skipped);
    }

    /** Whether the token says anything, be it {@code null}, about the service's token. */
    boolean namesPage() {
        return members.containsKey(NEXT_TOKEN);
    }

    /** Returns the token to ask the service with, or {@code null} to ask without one; botocore takes the text {@code None} so too. */
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
