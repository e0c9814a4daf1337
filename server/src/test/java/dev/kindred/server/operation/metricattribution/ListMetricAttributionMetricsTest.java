package dev.kindred.server.operation.metricattribution;

import static dev.kindred.server.operation.metricattribution.AttributionFixture.metric;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.Shop;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class ListMetricAttributionMetricsTest {

    @Test
    void metricsComeByNameAndPageByPage() {
        var fixture = new AttributionFixture(Shop.open());
        var arn = fixture.attribution(
                metric("c", "buy", "SAMPLECOUNT()"),
                metric("a", "buy", "SUM(Items.PRICE)"),
                metric("b", "view", "SAMPLECOUNT()"));
        var names = new ArrayList<String>();
        String token = null;

        do {
            var next = token;
            var page = fixture.personalize.listMetricAttributionMetrics(
                    it -> it.metricAttributionArn(arn).maxResults(1).nextToken(next));
            page.metrics().forEach(metric -> names.add(metric.metricName()));
            token = page.nextToken();
        } while (token != null);

        assertThat(names).containsExactly("a", "b", "c");
        assertThat(fixture.personalize
                        .listMetricAttributionMetrics(
                                it -> it.metricAttributionArn(fixture.shop.arn("metric-attribution/none")))
                        .metrics())
                .isEmpty();
    }
}
