package dev.kindred.server.operation.campaign;

import static dev.kindred.server.operation.OperationsFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.OperationsFixture;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ListCampaignsTest {

    private final OperationsFixture fixture = OperationsFixture.open();
    private final String solution = fixture.solution("top", fixture.films(), "aws-popularity-count");
    private final String first = fixture.version(solution);
    private final String second = fixture.version(solution);

    private JsonNode page(String arn, @Nullable Integer maxResults, @Nullable String token) {
        return fixture.call("ListCampaigns", "solutionArn", arn, "maxResults", maxResults, "nextToken", token);
    }

    private static List<String> names(JsonNode page) {
        return page.at("/campaigns")
                .valueStream()
                .map(it -> it.at("/name").asString())
                .toList();
    }

    @Test
    void campaignsAreListedBySolutionAndByTheVersionTheyServe() {
        fixture.campaign("a", first);
        fixture.campaign("b", second);
        fixture.campaign("c", first);

        assertThat(names(page(solution, null, null))).containsExactly("c", "b", "a");
        assertThat(names(page(first, null, null))).containsExactly("c", "a");
        assertThat(names(page(second, null, null))).containsExactly("b");
        assertThat(names(page(fixture.arn("solution/top/00000000"), null, null)))
                .isEmpty();
        assertThat(names(page(solution.replace("000000000000", "000000000001"), null, null)))
                .isEmpty();
    }

    @Test
    void aListByVersionHasPages() {
        fixture.campaign("a", first);
        fixture.campaign("b", second);
        fixture.campaign("c", first);

        var page = page(first, 1, null);
        var token = page.at("/nextToken").asString();

        assertThat(names(page)).containsExactly("c");
        assertThat(names(page(first, 1, token))).containsExactly("a");
        assertThat(page(first, 1, token).has("nextToken")).isFalse();
        assertThat(refusal(() -> page(second, 1, token))).startsWith("InvalidNextToken: ");
    }
}
