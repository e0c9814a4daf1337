package dev.kindred.server.operation.filter;

import static dev.kindred.server.operation.OperationsFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.Avro;
import dev.kindred.server.operation.OperationsFixture;
import dev.kindred.server.resource.Arn;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CreateFilterTest {
    private final OperationsFixture fixture = OperationsFixture.open();
    private static final String DRAMAS = "INCLUDE ItemID WHERE Items.GENRES IN (\"drama\")";

    private final String group = fixture.films();

    private String create(String name, String expression) {
        return create(fixture, group, name, expression);
    }

    private static String create(OperationsFixture fixture, String group, String name, String expression) {
        return fixture.call("CreateFilter", "name", name, "datasetGroupArn", group, "filterExpression", expression)
                .at("/filterArn")
                .asString();
    }

    @Test
    void aFilterIsShownAsItWasWritten() {
        var arn = create("dramas", DRAMAS);

        assertThat(arn).isEqualTo(fixture.arn("filter/dramas"));
        var filter = fixture.call("DescribeFilter", "filterArn", arn).at("/filter");
        assertThat(filter.at("/filterExpression").asString()).isEqualTo(DRAMAS);
        assertThat(filter.at("/status").asString()).isEqualTo("ACTIVE");
        var listed = fixture.call("ListFilters", "datasetGroupArn", group).at("/Filters");
        assertThat(listed).hasSize(1);
        assertThat(listed.at("/0/filterArn").asString()).isEqualTo(arn);
    }

    @Test
    void aColumnThatIsNotThereIsNamed() {
        assertThat(refusal(() -> create("colours", "INCLUDE ItemID WHERE Items.COLOUR IN (\"red\")")))
                .startsWith("InvalidInput: Could not create filter. ")
                .contains("Items.COLOUR");
        assertThat(refusal(() -> create("ages", "INCLUDE ItemID WHERE Items.PRICE < 3 IF CurrentUser.AGE < 18")))
                .startsWith("InvalidInput: Could not create filter. ")
                .contains("CurrentUser.AGE");
    }

    @Test
    void aPlaceThatDoesNotFitTheGrammarIsNamed() {
        assertThat(refusal(() -> create("broken", "INCLUDE ItemID WHEN Items.PRICE < 3")))
                .startsWith("InvalidInput: Could not create filter. Invalid filter at position 16: ");
    }

    @Test
    void theFieldsOfAGroupsFiltersHaveAQuota() {
        var small =
                OperationsFixture.open(Map.of("quota.filter-fields-per-group", "1", "quota.fields-per-filter", "1"));
        var films = small.films();
        create(small, films, "dramas", DRAMAS);
        create(small, films, "films", DRAMAS);

        assertThat(refusal(() -> create(small, films, "cheap", "INCLUDE ItemID WHERE Items.PRICE < 3")))
                .startsWith("LimitExceeded: Could not create filter. ")
                .contains("at most 1; these would be 2");
        assertThat(refusal(() -> create(small, films, "both", DRAMAS + " | EXCLUDE ItemID WHERE Items.PRICE < 3")))
                .startsWith("LimitExceeded: ");
    }

    @Test
    void aGroupHasAsManyFiltersAsTheQuotaSays() {
        var small = OperationsFixture.open(Map.of("quota.filters-per-group", "1"));
        var films = small.films();
        create(small, films, "dramas", DRAMAS);

        assertThat(refusal(() -> create(small, films, "films", DRAMAS)))
                .startsWith("LimitExceeded: Cannot create a filter.");
    }

    @Test
    void itsDatasetCannotGoBeforeIt() {
        var filter = create("dramas", DRAMAS);

        assertThat(refusal(() -> fixture.call("DeleteDataset", "datasetArn", fixture.arn("dataset/films/ITEMS"))))
                .startsWith("ResourceInUse: ")
                .contains(filter);
        fixture.call("DeleteFilter", "filterArn", filter);
        assertThat(fixture.call("DescribeFilter", "filterArn", filter)
                        .at("/filter/status")
                        .asString())
                .isEqualTo("DELETE PENDING");
    }

    @Test
    void theExpressionIsShownInNoMessage() {
        assertThat(refusal(() -> create("dramas", DRAMAS + " ".repeat(2_500))))
                .isEqualTo("Validation: 1 validation error detected: Value at 'filterExpression' failed to satisfy"
                        + " constraint: Member must have length less than or equal to 2500");
    }

    @Test
    void aDatasetThatIsGoingHasNoColumns() {
        fixture.dataset(group, "USERS", Avro.USERS);
        fixture.call("DeleteDataset", "datasetArn", fixture.arn("dataset/films/ITEMS"));

        assertThat(refusal(() -> create("dramas", DRAMAS)))
                .startsWith("InvalidInput: Could not create filter. ")
                .contains("Items");
        create("unseen", "EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (\"watch\")");
        fixture.call("DeleteDataset", "datasetArn", fixture.arn("dataset/films/USERS"));
    }

    @Test
    void afterADatasetHasGoneItsGroupsFiltersStandInNobodysWay() {
        create("dramas", DRAMAS);
        fixture.write(transaction -> {
            transaction.resources().remove(Arn.of(fixture.arn("dataset/films/ITEMS")));
            return transaction;
        });

        create("unseen", "EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (\"watch\")");
        assertThat(refusal(
                        () -> fixture.call("DeleteDataset", "datasetArn", fixture.arn("dataset/films/INTERACTIONS"))))
                .startsWith("ResourceInUse: ")
                .contains("filter/unseen");
    }
}
