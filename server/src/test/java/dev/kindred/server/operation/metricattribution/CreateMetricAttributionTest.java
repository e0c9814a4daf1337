package dev.kindred.server.operation.metricattribution;

import static dev.kindred.server.operation.Shop.exists;
import static dev.kindred.server.operation.Shop.missing;
import static dev.kindred.server.operation.Shop.notFound;
import static dev.kindred.server.operation.Shop.refusal;
import static dev.kindred.server.operation.Shop.validation;
import static dev.kindred.server.operation.metricattribution.AttributionFixture.metric;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.Avro;
import dev.kindred.server.operation.Shop;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.personalize.model.MetricAttribute;

class CreateMetricAttributionTest {

    private final Shop shop = Shop.open();

    @Test
    void itBecomesActiveAndShowsWhatItWasGiven() {
        var fixture = new AttributionFixture(shop);

        var arn = fixture.attribution(metric("sold", "buy", "SAMPLECOUNT()"));

        assertThat(arn).isEqualTo(shop.arn("metric-attribution/worth"));
        var described = fixture.describe(arn);
        assertThat(described.name()).isEqualTo("worth");
        assertThat(described.datasetGroupArn()).isEqualTo(fixture.group);
        assertThat(described.metricsOutputConfig().roleArn()).isEqualTo(AttributionFixture.ROLE);
        assertThat(described.metricsOutputConfig().s3DataDestination().path()).isEqualTo(shop.folder("reports"));
        assertThat(described.failureReason()).isNull();
        assertThat(described.creationDateTime()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SAMPLECOUNT()",
                " samplecount ( ) ",
                "SUM(Items.PRICE)",
                "sum(items.price)",
                "Sum( Interactions . event_value )",
                "SUM(INTERACTIONS.TIMESTAMP)"
            })
    void theWordsOfAnExpressionAreGoodInAnyCase(String expression) {
        var fixture = new AttributionFixture(shop);

        fixture.attribution(metric("sold", "buy", expression));

        var listed = fixture.personalize.listMetricAttributionMetrics(it -> {});
        assertThat(listed.metrics()).containsExactly(metric("sold", "buy", expression));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "COUNT()|metrics.1.member.expression is 'COUNT()'. Expressions are SAMPLECOUNT(),"
                        + " SUM(Interactions.COLUMN) and SUM(Items.COLUMN).",
                "SUM(Users.AGE)|metrics.1.member.expression is 'SUM(Users.AGE)'. Expressions are SAMPLECOUNT(),"
                        + " SUM(Interactions.COLUMN) and SUM(Items.COLUMN).",
                "SUM(Items.PRICE) + 1|metrics.1.member.expression is 'SUM(Items.PRICE) + 1'. Expressions are"
                        + " SAMPLECOUNT(), SUM(Interactions.COLUMN) and SUM(Items.COLUMN).",
                "SUM(Items.WEIGHT)|metrics.1.member.expression names the column WEIGHT, which the dataset of type ITEMS"
                        + " does not have. It has ITEM_ID, PRICE, COLOUR.",
                "SUM(Items.COLOUR)|metrics.1.member.expression adds up COLOUR, which is of type string. Only numeric"
                        + " columns can be added up."
            })
    void whatCannotBeMeasuredIsRefused(String expression, String reason) {
        var fixture = new AttributionFixture(shop);

        assertThat(refusal(() -> fixture.begin("worth", metric("sold", "buy", expression))))
                .isEqualTo("InvalidInputException: " + reason);
        assertThat(fixture.personalize.listMetricAttributions(it -> {}).metricAttributions())
                .isEmpty();
    }

    @Test
    void aDatasetGroupWithoutEventTypesOrWithoutInteractionsHasNone() {
        var plain = new AttributionFixture(shop, Avro.INTERACTIONS);
        var empty = shop.group("empty");

        assertThat(refusal(() -> plain.begin("worth", metric("sold", "buy", "SAMPLECOUNT()"))))
                .startsWith("InvalidInputException: A metric attribution needs a column EVENT_TYPE");
        assertThat(refusal(() -> shop.personalize()
                        .createMetricAttribution(it -> it.name("worth")
                                .datasetGroupArn(empty)
                                .metrics(metric("sold", "buy", "SAMPLECOUNT()"))
                                .metricsOutputConfig(output -> output.roleArn(AttributionFixture.ROLE)))))
                .isEqualTo(
                        "InvalidInputException: A metric attribution needs a dataset of type INTERACTIONS, and dataset"
                                + " group " + empty + " has none.");
    }

    @Test
    void aDatasetGroupHasOneAndNamesAreUnique() {
        var fixture = new AttributionFixture(shop);
        var first = fixture.attribution();

        assertThat(refusal(() -> fixture.begin("other")))
                .isEqualTo("ResourceAlreadyExistsException: Dataset group " + fixture.group
                        + " has the metric attribution " + first + " already; it can have one.");
        assertThat(refusal(() -> fixture.begin("worth"))).isEqualTo(exists(first));
        assertThat(refusal(() -> fixture.personalize.createMetricAttribution(it -> it.name("else")
                        .datasetGroupArn(shop.arn("dataset-group/none"))
                        .metrics(metric("sold", "buy", "SAMPLECOUNT()"))
                        .metricsOutputConfig(output -> output.roleArn(AttributionFixture.ROLE)))))
                .isEqualTo(notFound(shop.arn("dataset-group/none")));
    }

    @Test
    void twoMetricsOfOneNameAreOneTooMany() {
        var fixture = new AttributionFixture(shop);

        assertThat(refusal(() -> fixture.begin(
                        "worth", metric("sold", "buy", "SAMPLECOUNT()"), metric("SOLD", "view", "SAMPLECOUNT()"))))
                .startsWith("ResourceAlreadyExistsException: Metric attribution ")
                .endsWith(" has a metric SOLD already.");
        assertThat(refusal(() -> fixture.begin(
                        "worth",
                        Collections.nCopies(11, metric("sold", "buy", "SAMPLECOUNT()"))
                                .toArray(MetricAttribute[]::new))))
                .contains(
                        "at 'metrics' failed to satisfy constraint: Member must have length less than or equal to 10");
    }

    @Test
    void namesMayHave256CharactersOfAnyScriptAndNoMore() {
        var fixture = new AttributionFixture(shop);
        var long256 = "\uD83C\uDFA9".repeat(256);

        assertThat(refusal(() -> fixture.begin("worth", metric(long256 + "x", "buy", "SAMPLECOUNT()"))))
                .startsWith("ValidationException");
        assertThat(refusal(() -> fixture.begin("worth", metric(" ", "buy", "SAMPLECOUNT()"))))
                .isEqualTo("InvalidInputException: metrics.1.member.metricName is empty. Give it a name.");

        fixture.attribution(metric(long256, long256, "SAMPLECOUNT()"));
    }

    @Test
    void whatIsRequiredMustBeThere() {
        assertThat(refusal(() -> shop.personalize().createMetricAttribution(it -> {})))
                .isEqualTo(validation(
                        missing("name"),
                        missing("datasetGroupArn"),
                        missing("metrics"),
                        missing("metricsOutputConfig")));
    }
}
