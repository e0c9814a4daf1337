package dev.kindred.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.runtime.GenreTasteFixture;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class TryPageTest {

    @Test
    void eachRecommendationShowsItsCausesAsBars() {
        var fixture = new GenreTasteFixture();
        var browser = new Browser(fixture.shop.server().endpoint());
        var campaign = fixture.campaign("aws-sims");

        var page = browser.open("/console/try?region=%s&item=c3&source=%s"
                .formatted(fixture.shop.region(), URLEncoder.encode(campaign, StandardCharsets.UTF_8)));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains(
                        "Shares add up to +",
                        "Items behind the whole answer",
                        "<th scope=\"row\"><code>c3</code>",
                        "similarity +",
                        "<rect class=\"up\"")
                .doesNotContain("style=");
        browser.close();
        fixture.close();
    }

    @Test
    void barsOfBothSignsHaveOneAxisAndOneScale() {
        var bars = ShareBar.of(JsonMapper.shared().readTree("""
                {"score": 2, "causes": [
                  {"itemId": "<a>", "share": 3.0, "member": "ease", "members": {"ease": 4.0, "rules": -1.0}},
                  {"itemId": "b", "share": -1.0, "member": "ease", "members": {"ease": -1.0}}],
                 "other": [{"cause": "moreItems", "share": 0.0}, {"cause": "later", "share": 0.5}]}
                """));

        assertThat(bars)
                .containsExactly(
                        new ShareBar("<a>", "ease +4.000, rules -1.000", true, 3, 25, 75),
                        new ShareBar("b", "ease -1.000", true, -1, 0, 25),
                        new ShareBar("more items of the history", "", false, 0, 25, 0.5),
                        new ShareBar("later", "", false, 0.5, 25, 12.5));
        assertThat(bars.get(1).text()).isEqualTo("-1.000");
    }

    @Test
    void theItemsBehindAnAnswerAreSortedByTheirSums() {
        var items = JsonMapper.shared().readTree("""
                [{"itemId": "x", "explanation": {"causes": [
                   {"itemId": "a", "share": 1.0}, {"itemId": "b", "share": 0.5}]}},
                 {"itemId": "y", "explanation": {"causes": [
                   {"itemId": "b", "share": 2.0}, {"itemId": "c", "share": -0.1}]}},
                 {"itemId": "z"}]
                """);

        assertThat(ShareBar.ofAnswer(items, 2).stream().map(ShareBar::label)).containsExactly("b", "a");
        assertThat(ShareBar.ofAnswer(items, 3).getLast().text()).isEqualTo("-0.100");
    }
}
