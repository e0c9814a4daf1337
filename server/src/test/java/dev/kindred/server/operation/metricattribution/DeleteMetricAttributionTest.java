package dev.kindred.server.operation.metricattribution;

import static dev.kindred.server.operation.Shop.awaitGone;
import static dev.kindred.server.operation.Shop.refusal;
import static dev.kindred.server.operation.metricattribution.AttributionFixture.metric;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.Shop;
import org.junit.jupiter.api.Test;

class DeleteMetricAttributionTest {

    private final Shop shop = Shop.open();
    private final AttributionFixture fixture = new AttributionFixture(shop);

    @Test
    void itStillAnswersAndThenIsGoneWithItsMetricsAndAnotherCanTakeItsPlace() {
        var arn = fixture.attribution(metric("sold", "buy", "SAMPLECOUNT()"));

        fixture.personalize.deleteMetricAttribution(it -> it.metricAttributionArn(arn));

        assertThat(fixture.describe(arn).status()).startsWith("DELETE ");
        assertThat(refusal(() -> fixture.personalize.deleteMetricAttribution(it -> it.metricAttributionArn(arn))))
                .startsWith("ResourceInUseException: Resource Arn " + arn + " is DELETE ");
        awaitGone(() -> fixture.describe(arn));
        assertThat(fixture.personalize
                        .listMetricAttributionMetrics(it -> it.metricAttributionArn(arn))
                        .metrics())
                .isEmpty();

        var next = fixture.attribution(metric("sold", "view", "SAMPLECOUNT()"));
        assertThat(fixture.personalize
                        .listMetricAttributionMetrics(it -> it.metricAttributionArn(next))
                        .metrics())
                .containsExactly(metric("sold", "view", "SAMPLECOUNT()"));
    }

    @Test
    void whatItMeasuresStaysAsLongAsItDoes() {
        var arn = fixture.attribution(metric("earned", "buy", "SUM(Items.PRICE)"));

        for (var dataset : new String[] {fixture.interactions, fixture.items}) {
            assertThat(refusal(() -> fixture.personalize.deleteDataset(it -> it.datasetArn(dataset))))
                    .startsWith("ResourceInUseException: Resource Arn " + dataset + " is in use by " + arn + ".");
        }
        assertThat(refusal(() -> fixture.personalize.deleteDatasetGroup(it -> it.datasetGroupArn(fixture.group))))
                .contains(arn);

        fixture.personalize.updateMetricAttribution(
                it -> it.metricAttributionArn(arn).removeMetrics("earned"));
        fixture.personalize.deleteDataset(it -> it.datasetArn(fixture.items));
        assertThat(refusal(() -> fixture.personalize.updateMetricAttribution(
                        it -> it.metricAttributionArn(arn).addMetrics(metric("earned", "buy", "SUM(Items.PRICE)")))))
                .isNotEmpty();

        fixture.personalize.deleteMetricAttribution(it -> it.metricAttributionArn(arn));
        awaitGone(() -> fixture.describe(arn));
        fixture.personalize.deleteDataset(it -> it.datasetArn(fixture.interactions));
    }

    @Test
    void itCannotHaveTags() {
        var arn = fixture.attribution();

        assertThat(refusal(() -> fixture.personalize.tagResource(
                        it -> it.resourceArn(arn).tags(Shop.tag("a", "b")))))
                .isEqualTo("InvalidInputException: Resource Arn " + arn
                        + " is a metric-attribution, which cannot have tags.");
    }
}
