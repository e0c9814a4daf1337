package dev.kindred.server.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.server.literal.QuotedString;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterValuesTest {

    @Test
    void stringsAndNumbersAreRead() {
        assertThat(ParameterValues.read("P", "\"Action\", 'Comedy' ,7,-1.5e3"))
                .containsExactly("Action", "Comedy", "7", "-1.5e3");
        assertThat(ParameterValues.read("P", "\"a,b\",\"\"")).containsExactly("a,b", "");
    }

    @Test
    void aBackslashEscapesQuotesAndItself() {
        assertThat(ParameterValues.read("P", "\"q\\\"q\",\"end\\\\\",\"A\\\\B\",\"q\"\"q\",'it\\'s'"))
                .containsExactly("q\"q", "end\\", "A\\B", "q\"q", "it's");
        assertThat(ParameterValues.read("P", "\"C:\\dir\\n\"")).containsExactly("C:\\dir\\n");
    }

    @Property
    void everyListOfStringsComesBack(@ForAll @Size(min = 1, max = 5) List<String> values) {
        var text = values.stream().map(QuotedString::of).collect(Collectors.joining(", "));

        assertThat(ParameterValues.read("P", text)).isEqualTo(values);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "Action",
                "\"Action",
                "\"end\\\"",
                "\"a\" \"b\"",
                "\"a\",",
                ",\"a\"",
                "1.2.3",
                "--1",
                "\\\"a\\\""
            })
    void anythingElseIsRefusedWithoutBeingShown(String text) {
        assertThatThrownBy(() -> ParameterValues.read("P", text))
                .isInstanceOf(FilterValuesException.class)
                .hasMessageStartingWith("The value of filter parameter P cannot be read. Put each string");
    }

    @Test
    void aCharacterThatCannotBeSeenIsTold() {
        assertThatThrownBy(() -> ParameterValues.read("P", "\"a\",\u00a0\"b\""))
                .hasMessageStartingWith("The value of filter parameter P cannot be read: its character 5 is \\u00a0.");
    }
}
