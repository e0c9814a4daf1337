package dev.kindred.server.operation.metricattribution;

import static dev.kindred.server.operation.Shop.notFound;
import static dev.kindred.server.operation.Shop.refusal;
import static dev.kindred.server.operation.metricattribution.AttributionFixture.metric;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.Shop;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalize.model.MetricAttribute;

class UpdateMetricAttributionTest {

    private final Shop shop = Shop.open();
    private final AttributionFixture fixture = new AttributionFixture(shop);
    private final MetricAttribute sold = metric("sold", "buy", "SAMPLECOUNT()");

    private List<MetricAttribute> metrics(String arn) {
        return fixture.personalize
                .listMetricAttributionMetrics(it -> it.metricAttributionArn(arn))
                .metrics();
    }

    @Test
    void metricsComeAndGoAndOneCanTakeTheNameOfAnother() {
        var arn = fixture.attribution(sold, metric("seen", "view", "SAMPLECOUNT()"));
        var other = metric("sold", "buy", "SUM(Items.PRICE)");

        var answer = fixture.personalize.updateMetricAttribution(
                it -> it.metricAttributionArn(arn).removeMetrics("sold").addMetrics(other));

        assertThat(answer.metricAttributionArn()).isEqualTo(arn);
        assertThat(metrics(arn)).containsExactly(metric("seen", "view", "SAMPLECOUNT()"), other);
        assertThat(fixture.describe(arn).status()).isEqualTo("ACTIVE");
        assertThat(fixture.describe(arn).lastUpdatedDateTime())
                .isAfter(fixture.describe(arn).creationDateTime());
    }

    @Test
    void aMetricThatIsThereIsNotAddedAndOneThatIsNotIsNotRemoved() {
        var arn = fixture.attribution(sold);

        assertThat(refusal(() -> fixture.personalize.updateMetricAttribution(
                        it -> it.metricAttributionArn(arn).addMetrics(sold))))
                .isEqualTo("ResourceAlreadyExistsException: Metric attribution " + arn + " has a metric sold already.");
        assertThat(refusal(() -> fixture.personalize.updateMetricAttribution(
                        it -> it.metricAttributionArn(arn).removeMetrics("sold", "lent"))))
                .isEqualTo("InvalidInputException: removeMetrics names lent, and metric attribution " + arn
                        + " has no such metric. It has none.");
        assertThat(metrics(arn)).as("nothing is done by halves").containsExactly(sold);
    }

    @Test
    void tenMetricsAreTheMost() {
        var arn = fixture.attribution(IntStream.range(0, 10)
                .mapToObj(i -> metric("sold" + i, "buy", "SAMPLECOUNT()"))
                .toArray(MetricAttribute[]::new));

        assertThat(refusal(() -> fixture.personalize.updateMetricAttribution(
                        it -> it.metricAttributionArn(arn).addMetrics(sold))))
                .isEqualTo("InvalidInputException: Metric attribution worth can have at most 10 metrics; these would be"
                        + " 11.");

        fixture.personalize.updateMetricAttribution(
                it -> it.metricAttributionArn(arn).removeMetrics("sold3").addMetrics(sold));
        assertThat(metrics(arn)).hasSize(10);
    }

    @Test
    void theFolderOfTheReportsCanBeAnotherOrNone() {
        var arn = fixture.attribution(sold);

        fixture.personalize.updateMetricAttribution(it ->
                it.metricAttributionArn(arn).metricsOutputConfig(output -> output.roleArn(AttributionFixture.ROLE)));

        assertThat(fixture.describe(arn).metricsOutputConfig().s3DataDestination())
                .isNull();
        assertThat(metrics(arn)).containsExactly(sold);
    }

    @Test
    void anUpdateNamesSomethingAndChangesSomething() {
        var arn = fixture.attribution(sold);

        assertThat(refusal(() -> fixture.personalize.updateMetricAttribution(it -> it.removeMetrics("sold"))))
                .isEqualTo("InvalidInputException: metricAttributionArn is missing. Name the metric attribution to"
                        + " change.");
        assertThat(refusal(() -> fixture.personalize.updateMetricAttribution(it -> it.metricAttributionArn(arn))))
                .startsWith("InvalidInputException: The update changes nothing.");
        var none = shop.arn("metric-attribution/none");
        assertThat(refusal(() -> fixture.personalize.updateMetricAttribution(
                        it -> it.metricAttributionArn(none).removeMetrics("sold"))))
                .isEqualTo(notFound(none));
    }

    @Test
    void oneThatIsGoingIsNotChanged() {
        var arn = fixture.attribution(sold);
        fixture.personalize.deleteMetricAttribution(it -> it.metricAttributionArn(arn));

        assertThat(refusal(() -> fixture.personalize.updateMetricAttribution(
                        it -> it.metricAttributionArn(arn).removeMetrics("sold"))))
                .startsWith("ResourceInUseException: Resource Arn " + arn + " is DELETE ");
    }
}
