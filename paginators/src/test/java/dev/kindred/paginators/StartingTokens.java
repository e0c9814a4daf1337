package dev.kindred.paginators;

import static dev.kindred.paginators.ResumeTokenTest.base64;

import java.util.Random;
import java.util.stream.Collectors;

/** Valid and invalid starting tokens: of each form, with members of every type, partly damaged. */
final class StartingTokens {

    private static final String[] SERVICE_TOKENS = {
        "4", "", "None", "a___b", "___", "né😀", "\"\\/\b\f\n\r\t\u0001\u007f", "AAAA", "eyJ9", "x y=z"
    };
    private static final String[] AMOUNTS = {
        "0", "2", "-3", "true", "false", "null", "12", "99", "1000000000000", "-0", "7", "7", "7", "7", "2.5", "\"2\""
    };
    private static final String[] OTHERS = {"1", "null", "true", "\"x\"", "[1, {}]", "{\"a\": []}", "-1", "0"};
    private static final String[] DOCUMENTS = {
        "[]",
        "[1]",
        "12",
        "null",
        "true",
        "\"4\"",
        "{}",
        "NaN",
        "-Infinity",
        " {} ",
        "{,}",
        "[",
        "-",
        "01",
        "nope",
        "1e5",
        "\u00e9"
    };
    private static final String[] OLDER = {
        "4___1",
        "None___2",
        "None",
        "4___x",
        "a___b___c",
        "___3",
        "4____1",
        "4___ +1_0 ",
        "4___1__0",
        "4___-2",
        "4___1.0",
        "4___\u0663"
    };
    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";

    private StartingTokens() {}

    static String any(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> random(random, BASE64, random.nextInt(20));
            case 1 -> pick(random, OLDER);
            case 2 -> base64(pick(random, DOCUMENTS));
            case 3, 4 -> damaged(random, base64(object(random)));
            default -> base64(object(random));
        };
    }

    private static String object(Random random) {
        var members = new StringBuilder("{");
        if (random.nextInt(8) > 0) {
            members.append("\"nextToken\": ")
                    .append(random.nextInt(5) == 0 ? "null" : PythonJson.quote(pick(random, SERVICE_TOKENS)));
        }
        if (random.nextBoolean()) {
            members.append(members.length() > 1 ? ", " : "")
                    .append("\"boto_truncate_amount\": ")
                    .append(pick(random, AMOUNTS));
        }
        if (random.nextInt(6) == 0) {
            members.append(members.length() > 1 ? ", " : "")
                    .append("\"other\": ")
                    .append(pick(random, OTHERS));
        }
        return members.append("}").toString();
    }

    /** Drops, duplicates or inserts characters, inside and outside of the alphabet. */
    private static String damaged(Random random, String token) {
        var text = new StringBuilder(token);
        for (int i = 0; i <= random.nextInt(3); i++) {
            int position = random.nextInt(text.length());
            switch (random.nextInt(5)) {
                case 0 -> text.deleteCharAt(position);
                case 1 -> text.insert(position, '=');
                case 2 -> text.insert(position, random(random, "*-_ \n\u00e9.~", 1));
                case 3 -> text.insert(position, random(random, BASE64, 1));
                default -> text.append('=');
            }
        }
        return text.toString();
    }

    private static String pick(Random random, String[] from) {
        return from[random.nextInt(from.length)];
    }

    private static String random(Random random, String alphabet, int length) {
        return random.ints(length, 0, alphabet.length())
                .mapToObj(index -> alphabet.substring(index, index + 1))
                .collect(Collectors.joining());
    }
}
