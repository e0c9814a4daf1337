package dev.kindred.paginators;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A parser of starting tokens with botocore's rules for {@code StartingToken}. It tries three forms in this order:
 *
 * <ol>
 *   <li>a {@linkplain ResumeToken resume token}, whose base64 is decoded {@linkplain LenientBase64 leniently};
 *   <li>botocore's older form, {@code token___skipped}, in which {@code None} means no token;
 *   <li>any other text, which is a token of the service.
 * </ol>
 *
 * <p>It is stricter than botocore for tokens that fail there later: a token that is not a string, or that is binary, is
 * rejected here instead of at the validation of the request, and an amount that is not an integer here instead of after
 * the first page. Additional members never reach the request, whereas botocore replaces its parameters by them.
 */
final class StartingToken {

    private static final String ENCODED_KEYS = "boto_encoded_keys";
    private static final String SEPARATOR = "___";

    private final String text;

    private StartingToken(String text) {
        this.text = text;
    }

    static ResumeToken parse(String text) {
        return new StartingToken(text).parse();
    }

    private ResumeToken parse() {
        Object decoded;
        try {
            decoded = decode();
        } catch (CharacterCodingException | PythonJson.MalformedException notOurs) {
            return older();
        }
        if (decoded instanceof List<?>) {
            return older();
        }
        if (!(decoded instanceof Map<?, ?> map)) {
            throw bad("it decodes to " + PythonLiteral.of(decoded) + ", which is not a JSON object");
        }
        var members = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((name, value) -> members.put((String) name, value));

        Object encodedKeys = members.remove(ENCODED_KEYS);
        if (encodedKeys instanceof Boolean || encodedKeys instanceof Number) {
            return older();
        }
        requireNothingEncoded(encodedKeys);
        int skipped = wholeNumber(members.remove(ResumeToken.TRUNCATE_AMOUNT));
        requireText(members.get(ResumeToken.NEXT_TOKEN));
        return new ResumeToken(members, skipped);
    }

    private @Nullable Object decode() throws CharacterCodingException, PythonJson.MalformedException {
        StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text)); // Python cannot encode an unpaired surrogate
        byte[] bytes = LenientBase64.decode(text).orElseThrow(CharacterCodingException::new);
        return PythonJson.parse(StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString());
    }

    private void requireNothingEncoded(@Nullable Object keys) {
        boolean nothing = keys == null
                || "".equals(keys)
                || (keys instanceof List<?> list && list.isEmpty())
                || (keys instanceof Map<?, ?> map && map.isEmpty());
        if (!nothing) {
            throw bad("it holds a binary token; Personalize's are text");
        }
    }

    private int wholeNumber(@Nullable Object amount) {
        if (amount == null) {
            return 0;
        }
        if (amount instanceof Boolean flag) {
            return flag ? 1 : 0; // Python's bool is an int
        }
        if (amount instanceof BigInteger number) {
            return inRange(number);
        }
        throw bad("its " + ResumeToken.TRUNCATE_AMOUNT + " is " + PythonLiteral.of(amount) + ", not a whole number");
    }

    private int inRange(BigInteger number) {
        if (number.bitLength() >= Integer.SIZE) {
            throw bad("no page holds the " + number + " items that it skips");
        }
        return number.intValue();
    }

    private void requireText(@Nullable Object token) {
        if (token != null && !(token instanceof String)) {
            throw bad("its " + ResumeToken.NEXT_TOKEN + " is " + PythonLiteral.of(token) + ", not a string");
        }
    }

    private ResumeToken older() {
        String[] parts = text.split(SEPARATOR, -1);
        if (parts.length > 2) {
            throw bad("");
        }
        if (parts.length == 2) {
            var skipped = PythonInteger.parse(parts[1]);
            if (skipped.isPresent()) {
                return at(parts[0], inRange(skipped.get()));
            }
        }
        return at(text, 0);
    }

    private static ResumeToken at(String serviceToken, int skipped) {
        return ResumeToken.at("None".equals(serviceToken) ? null : serviceToken, skipped);
    }

    private BadStartingTokenException bad(String reason) {
        return new BadStartingTokenException(text, reason);
    }
}
