package dev.kindred.server.operation.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.Avro;
import dev.kindred.server.operation.Shop;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.DatasetSchemaSummary;

class ListSchemasTest {
    private final Shop shop = Shop.open();
    private final PersonalizeClient personalize = shop.personalize();

    @Test
    void aSummaryHasAllButTheText() {
        var custom = shop.schema("clicks", Avro.INTERACTIONS);
        personalize.createSchema(
                request -> request.name("views").schema(Avro.SHOP_INTERACTIONS).domain("ECOMMERCE"));

        var schemas = personalize.listSchemas(request -> {}).schemas();

        assertThat(schemas).extracting(DatasetSchemaSummary::name).containsExactly("views", "clicks");
        assertThat(schemas).extracting(DatasetSchemaSummary::domainAsString).containsExactly("ECOMMERCE", null);
        var described =
                personalize.describeSchema(request -> request.schemaArn(custom)).schema();
        assertThat(schemas.get(1).schemaArn()).isEqualTo(custom);
        assertThat(schemas.get(1).creationDateTime()).isEqualTo(described.creationDateTime());
        assertThat(schemas.get(1).lastUpdatedDateTime()).isEqualTo(described.lastUpdatedDateTime());
    }
}
