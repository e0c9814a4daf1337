package dev.kindred.server.operation.metricattribution;

import static dev.kindred.server.operation.Shop.awaitGone;
import static dev.kindred.server.operation.Shop.refusal;
import static dev.kindred.server.operation.metricattribution.Boutique.metric;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.Shop;
import org.junit.jupiter.api.Test;

class DeleteMetricAttributionTest {

    private final Shop shop = Shop.open();
    private final Boutique boutique = new Boutique(shop);

    @Test
    void itStillAnswersAndThenIsGoneWithItsMetricsAndAnotherCanTakeItsPlace() {
        var arn = boutique.attribution(metric("sold", "buy", "SAMPLECOUNT()"));

        boutique.personalize.deleteMetricAttribution(it -> it.metricAttributionArn(arn));

        assertThat(boutique.describe(arn).status()).startsWith("DELETE ");
        assertThat(refusal(() -> boutique.personalize.deleteMetricAttribution(it -> it.metricAttributionArn(arn))))
                .startsWith("ResourceInUseException: Resource Arn " + arn + " is DELETE ");
        awaitGone(() -> boutique.describe(arn));
        assertThat(boutique.personalize
                        .listMetricAttributionMetrics(it -> it.metricAttributionArn(arn))
                        .metrics())
                .isEmpty();

        var next = boutique.attribution(metric("sold", "view", "SAMPLECOUNT()"));
        assertThat(boutique.personalize
                        .listMetricAttributionMetrics(it -> it.metricAttributionArn(next))
                        .metrics())
                .containsExactly(metric("sold", "view", "SAMPLECOUNT()"));
    }

    @Test
    void whatItMeasuresStaysAsLongAsItDoes() {
        var arn = boutique.attribution(metric("earned", "buy", "SUM(Items.PRICE)"));

        for (var dataset : new String[] {boutique.interactions, boutique.items}) {
            assertThat(refusal(() -> boutique.personalize.deleteDataset(it -> it.datasetArn(dataset))))
                    .startsWith("ResourceInUseException: Resource Arn " + dataset + " is in use by " + arn + ".");
        }
        assertThat(refusal(() -> boutique.personalize.deleteDatasetGroup(it -> it.datasetGroupArn(boutique.group))))
                .contains(arn);

        boutique.personalize.updateMetricAttribution(
                it -> it.metricAttributionArn(arn).removeMetrics("earned"));
        boutique.personalize.deleteDataset(it -> it.datasetArn(boutique.items));
        assertThat(refusal(() -> boutique.personalize.updateMetricAttribution(
                        it -> it.metricAttributionArn(arn).addMetrics(metric("earned", "buy", "SUM(Items.PRICE)")))))
                .isNotEmpty();

        boutique.personalize.deleteMetricAttribution(it -> it.metricAttributionArn(arn));
        awaitGone(() -> boutique.describe(arn));
        boutique.personalize.deleteDataset(it -> it.datasetArn(boutique.interactions));
    }

    @Test
    void itCannotHaveTags() {
        var arn = boutique.attribution();

        assertThat(refusal(() -> boutique.personalize.tagResource(
                        it -> it.resourceArn(arn).tags(Shop.tag("a", "b")))))
                .isEqualTo("InvalidInputException: Resource Arn " + arn
                        + " is a metric-attribution, which cannot have tags.");
    }
}
