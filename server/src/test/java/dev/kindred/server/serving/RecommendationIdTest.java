package dev.kindred.server.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.resource.Arn;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecommendationIdTest {

    private static Arn campaign(int number) {
        return Arn.of("arn:aws:personalize:us-east-1:000000000000:campaign/c" + number);
    }

    @Test
    void anIdIsARandomUuidOfVersionFourInFortyCharacters() {
        var id = RecommendationId.next(campaign(1)).toString();

        assertThat(id).hasSize(40).startsWith("RID-");
        var uuid = UUID.fromString(id.substring(4));
        assertThat(uuid.version()).isEqualTo(4);
        assertThat(uuid.variant()).isEqualTo(2);
    }

    @Test
    void anIdTellsWhatAnsweredInAnyCase() {
        var id = RecommendationId.next(campaign(1)).toString();

        assertThat(RecommendationId.findTag(id)).contains(RecommendationId.tagOf(campaign(1)));
        assertThat(RecommendationId.findTag("RID-" + id.substring(4).toUpperCase(Locale.ROOT)))
                .contains(RecommendationId.tagOf(campaign(1)));
    }

    @Test
    void noTwoIdsAndNoTwoTagsOfManyAreTheSame() {
        assertThat(IntStream.range(0, 10_000)
                        .mapToObj(i -> RecommendationId.next(campaign(1)).toString()))
                .doesNotHaveDuplicates();
        assertThat(IntStream.range(0, 10_000).mapToObj(i -> RecommendationId.tagOf(campaign(i))))
                .doesNotHaveDuplicates();
    }

    @Test
    void aTagStaysAsItIsFromVersionToVersion() {
        assertThat(RecommendationId.tagOf(campaign(1))).isEqualTo("603dd38b0d8f");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "RID-",
                "RID-nothing",
                "3fa85f64-5717-4562-b3fc-2c963f66afa6",
                "RID-zzzzzzzz-5717-4562-b3fc-2c963f66afa6"
            })
    void whatIsNoIdOfOursHasNoTag(String text) {
        assertThat(RecommendationId.findTag(text)).isEmpty();
    }
}
