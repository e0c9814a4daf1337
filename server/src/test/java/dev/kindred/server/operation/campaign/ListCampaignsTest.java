package dev.kindred.server.operation.campaign;

import static dev.kindred.server.operation.OperationsFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.OperationsFixture;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ListCampaignsTest {

    private final OperationsFixture studio = OperationsFixture.open();
    private final String solution = studio.solution("top", studio.films(), "aws-popularity-count");
    private final String first = studio.version(solution);
    private final String second = studio.version(solution);

    private JsonNode page(String arn, @Nullable Integer maxResults, @Nullable String token) {
        return studio.call("ListCampaigns", "solutionArn", arn, "maxResults", maxResults, "nextToken", token);
    }

    private static List<String> names(JsonNode page) {
        return page.at("/campaigns")
                .valueStream()
                .map(it -> it.at("/name").asString())
                .toList();
    }

    @Test
    void campaignsAreListedBySolutionAndByTheVersionTheyServe() {
        studio.campaign("a", first);
        studio.campaign("b", second);
        studio.campaign("c", first);

        assertThat(names(page(solution, null, null))).containsExactly("c", "b", "a");
        assertThat(names(page(first, null, null))).containsExactly("c", "a");
        assertThat(names(page(second, null, null))).containsExactly("b");
        assertThat(names(page(studio.arn("solution/top/00000000"), null, null))).isEmpty();
        assertThat(names(page(solution.replace("000000000000", "000000000001"), null, null)))
                .isEmpty();
    }

    @Test
    void aListByVersionHasPages() {
        studio.campaign("a", first);
        studio.campaign("b", second);
        studio.campaign("c", first);

        var page = page(first, 1, null);
        var token = page.at("/nextToken").asString();

        assertThat(names(page)).containsExactly("c");
        assertThat(names(page(first, 1, token))).containsExactly("a");
        assertThat(page(first, 1, token).has("nextToken")).isFalse();
        assertThat(refusal(() -> page(second, 1, token))).startsWith("InvalidNextToken: ");
    }
}
