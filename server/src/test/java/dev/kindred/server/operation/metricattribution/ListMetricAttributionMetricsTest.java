package dev.kindred.server.operation.metricattribution;

import static dev.kindred.server.operation.metricattribution.Boutique.metric;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.Shop;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class ListMetricAttributionMetricsTest {

    @Test
    void metricsComeByNameAndPageByPage() {
        var boutique = new Boutique(Shop.open());
        var arn = boutique.attribution(
                metric("c", "buy", "SAMPLECOUNT()"),
                metric("a", "buy", "SUM(Items.PRICE)"),
                metric("b", "view", "SAMPLECOUNT()"));
        var names = new ArrayList<String>();
        String token = null;

        do {
            var next = token;
            var page = boutique.personalize.listMetricAttributionMetrics(
                    it -> it.metricAttributionArn(arn).maxResults(1).nextToken(next));
            page.metrics().forEach(metric -> names.add(metric.metricName()));
            token = page.nextToken();
        } while (token != null);

        assertThat(names).containsExactly("a", "b", "c");
        assertThat(boutique.personalize
                        .listMetricAttributionMetrics(
                                it -> it.metricAttributionArn(boutique.shop.arn("metric-attribution/none")))
                        .metrics())
                .isEmpty();
    }
}
