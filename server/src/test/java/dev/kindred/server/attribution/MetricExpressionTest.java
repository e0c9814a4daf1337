package dev.kindred.server.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.schema.DatasetType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricExpressionTest {

    @Test
    void aSumIsOfAColumnOfItemsOrInteractions() {
        assertThat(MetricExpression.find("SUM(Items.PRICE)"))
                .contains(new MetricExpression.Sum(DatasetType.ITEMS, "PRICE"));
        assertThat(MetricExpression.find(" sum ( interactions . Event_Value ) "))
                .contains(new MetricExpression.Sum(DatasetType.INTERACTIONS, "Event_Value"));
        assertThat(MetricExpression.find("SampleCount( )")).contains(new MetricExpression.SampleCount());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SAMPLECOUNT",
                "SAMPLECOUNT(1)",
                "SAMPLECOUNT(Items.PRICE)",
                "SUM()",
                "SUM(PRICE)",
                "SUM(Items.)",
                "SUM(Items.PRICE",
                "SUM(Items.1PRICE)",
                "SUM(Items.PRICE, Items.TAX)",
                "SUM(Users.AGE)",
                "AVG(Items.PRICE)",
                "SUM(Items.PRICE); DROP TABLE items",
                "SUM(Items.\"PRICE\")"
            })
    void nothingElseIsAnExpression(String text) {
        assertThat(MetricExpression.find(text)).isEmpty();
    }
}
