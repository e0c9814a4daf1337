package dev.kindred.server.constraint;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.server.error.ServiceException.Validation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidatorTest {

    record Nested(@Required @Nullable String inside) {}

    record Label(@Required @TagKey @Nullable String tagKey) {}

    record Request(
            @Required @ResourceName @Nullable String name,
            @PageLimit @Nullable Integer maxResults,
            @OneOf({"FULL", "INCREMENTAL"}) @Nullable String importMode,
            @Nullable Nested nested,
            @Length(max = 2) @Nullable List<Label> tags,
            @Length(max = 2) @Nullable List<@TagKey String> tagKeys) {

        static final Request GOOD = new Request("name", null, null, null, null, null);

        Request named(@Nullable String text) {
            return new Request(text, maxResults, importMode, nested, tags, tagKeys);
        }
    }

    @Test
    void aRequestThatKeepsItsConstraintsPasses() {
        var request = new Request(
                "a-name_1", 100, "FULL", new Nested("x"), List.of(new Label("k"), new Label("l")), List.of("k"));

        assertThatCode(() -> Validator.check(request)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "null | 1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null",
                "-a   | 1 validation error detected: Value '-a' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-zA-Z0-9][a-zA-Z0-9\\-_]*",
                "a b  | 1 validation error detected: Value 'a b' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-zA-Z0-9][a-zA-Z0-9\\-_]*",
            })
    void aNameIsRefusedInAwsWords(@Nullable String name, String message) {
        assertThatThrownBy(() -> Validator.check(Request.GOOD.named(name)))
                .isInstanceOf(Validation.class)
                .hasMessage(message);
    }

    @Test
    void anEmptyNameBreaksTwoConstraints() {
        assertThatThrownBy(() -> Validator.check(Request.GOOD.named("")))
                .hasMessage(
                        "2 validation errors detected: Value '' at 'name' failed to satisfy constraint: Member must have"
                                + " length greater than or equal to 1; Value '' at 'name' failed to satisfy constraint: Member must"
                                + " satisfy regular expression pattern: ^[a-zA-Z0-9][a-zA-Z0-9\\-_]*");
    }

    @Test
    void lengthsCountCharactersNotUnits() {
        var sixtyFour = "a".repeat(64);

        assertThatCode(() -> Validator.check(Request.GOOD.named("a".repeat(63))))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> Validator.check(Request.GOOD.named(sixtyFour)))
                .hasMessage("1 validation error detected: Value '" + sixtyFour
                        + "' at 'name' failed to satisfy constraint: Member must have length less than or equal to 63");
    }

    @Test
    void allViolationsOfARequestStandInOneMessage() {
        var request = new Request(null, 0, "SOME", new Nested(null), null, null);

        assertThatThrownBy(() -> Validator.check(request))
                .hasMessage(
                        "4 validation errors detected: Value null at 'name' failed to satisfy constraint: Member must not"
                                + " be null; Value '0' at 'maxResults' failed to satisfy constraint: Member must have value greater"
                                + " than or equal to 1; Value 'SOME' at 'importMode' failed to satisfy constraint: Member must"
                                + " satisfy enum value set: [FULL, INCREMENTAL]; Value null at 'nested.inside' failed to satisfy"
                                + " constraint: Member must not be null");
    }

    @Test
    void membersOfListsAreCountedFromOne() {
        var request = new Request("name", null, null, null, List.of(new Label("k"), new Label(null)), null);

        assertThatThrownBy(() -> Validator.check(request))
                .hasMessage(
                        "1 validation error detected: Value null at 'tags.2.member.tagKey' failed to satisfy constraint:"
                                + " Member must not be null");
    }

    @Test
    void noListHoldsNull() {
        var request =
                new Request("name", null, null, null, Arrays.asList(new Label("k"), null), Arrays.asList(null, "k"));

        assertThatThrownBy(() -> Validator.check(request))
                .hasMessage(
                        "2 validation errors detected: Value null at 'tags.2.member' failed to satisfy constraint: Member"
                                + " must not be null; Value null at 'tagKeys.1.member' failed to satisfy constraint:"
                                + " Member must not be null");
    }

    @Test
    void aSensitiveValueIsNotShown() {
        var request = new Request("name", null, null, null, List.of(new Label("secret!")), List.of("secret?"));

        assertThatThrownBy(() -> Validator.check(request))
                .hasMessageContaining("Value at 'tags.1.member.tagKey' failed")
                .hasMessageContaining("Value at 'tagKeys.1.member' failed")
                .hasMessageNotContaining("secret");
    }

    @Test
    void whatHoldsSomethingSensitiveIsNotShownEither() {
        var labels = List.of(new Label("secret1"), new Label("secret2"), new Label("secret3"));
        var request = new Request("name", null, null, null, labels, List.of("secret1", "secret2", "secret3"));

        assertThatThrownBy(() -> Validator.check(request))
                .hasMessageContaining("Value at 'tags' failed")
                .hasMessageContaining("Value at 'tagKeys' failed")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aListThatIsTooLongIsRefused() {
        var request = new Request("name", 101, null, null, null, List.of("a", "b", "c"));

        assertThatThrownBy(() -> Validator.check(request))
                .hasMessageContaining("'101' at 'maxResults'")
                .hasMessageContaining(
                        "at 'tagKeys' failed to satisfy constraint: Member must have length less than or equal to 2");
    }

    record Mapped(Map<@ParameterName String, List<@ColumnName String>> columns) {}

    @Test
    void aMapsKeysAndValuesAreChecked() {
        var request = new Mapped(Map.of("k".repeat(257), List.of("A", "-")));

        assertThatThrownBy(() -> Validator.check(request))
                .isInstanceOf(Validation.class)
                .hasMessageStartingWith("2 validation errors detected: ")
                .hasMessageContaining("at 'columns.key' failed to satisfy constraint: Member must have length less")
                .hasMessageContaining(
                        ".2.member' failed to satisfy constraint: Member must satisfy regular expression");
    }

    @Test
    void halvesOfSurrogatePairsAreNoText() {
        record Owner(@Length(max = 9) @Nullable String id) {}

        assertThatCode(() -> Validator.check(new Owner("\uD83D\uDE00"))).doesNotThrowAnyException();
        assertThatThrownBy(() -> Validator.check(new Owner("a\uD83D")))
                .isInstanceOf(Validation.class)
                .hasMessageContaining("at 'id' failed to satisfy constraint: Member must be Unicode");
    }
}
