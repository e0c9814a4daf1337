package dev.kindred.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.fuzz.Fuzzer;
import dev.kindred.server.fuzz.HostileText;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Accounts files that are almost valid.
class AccountsFuzzTest {

    private static final int FILES = 60_000;
    private static final String SECRET = "sEcReT/sEcReT/sEcReT";

    @Test
    void everyFileIsReadOrRefusedInASentenceWithoutSecrets() {
        Fuzzer.run("accounts", FILES, List.of(IllegalArgumentException.class), random -> {
            try {
                assertThat(Accounts.parse(file(random)).all()).isNotEmpty();
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).endsWith(".").doesNotContain("sEcReT");
                throw e;
            }
        });
    }

    private static String file(Random random) {
        var hostile = new HostileText(random);
        var keys = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            keys.append(keys.isEmpty() ? "" : ",").append(key(hostile, random));
        }
        if (random.nextInt(200) == 0) {
            return hostile.pick(List.of("null", "{}", "{\"accounts\":null}", "{\"accounts\":[null]}", "[]"));
        }
        var text = new StringBuilder("{\"accounts\":[{\"id\":%s,\"keys\":[%s]}]}"
                .formatted(hostile.pick(List.of("\"111122223333\"", "\"1\"", "111122223333", "null", "{}")), keys));
        for (int i = random.nextInt(3); i > 0 && !text.isEmpty(); i--) {
            hostile.damage(text);
        }
        return text.toString();
    }

    private static String key(HostileText hostile, Random random) {
        if (random.nextInt(12) == 0) {
            return hostile.pick(List.of("null", "[]", "\"" + SECRET + "\"", "1", "{}"));
        }
        return "{\"id\":%s,\"secret\":%s,\"rights\":%s,\"datasetGroups\":%s,\"origins\":%s}"
                .formatted(
                        hostile.pick(
                                List.of("\"AKIAONE\"", "\"AKIATWO\"", "null", HostileText.quoted(hostile.string()))),
                        hostile.pick(List.of("\"" + SECRET + "\"", "\"sEcReT\"", "null", "[\"" + SECRET + "\"]")),
                        hostile.pick(List.of(
                                "[\"admin\"]",
                                "[\"runtime-only\",null]",
                                "[null]",
                                "[]",
                                "null",
                                "\"admin\"",
                                "[\"\"]")),
                        hostile.pick(List.of("[\"shop\"]", "[null]", "[\"shop\",\"shop\"]", "null", "{}", "\"shop\"")),
                        hostile.pick(List.of(
                                "[\"https://shop.example\"]",
                                "[null]",
                                "[\"x\"]",
                                "[\"https://" + "a".repeat(300) + "\"]",
                                "null")));
    }
}
