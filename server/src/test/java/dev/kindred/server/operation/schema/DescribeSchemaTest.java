package dev.kindred.server.operation.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.Avro;
import dev.kindred.server.operation.Shop;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalize.PersonalizeClient;

class DescribeSchemaTest {
    private final Shop shop = Shop.open();
    private final PersonalizeClient personalize = shop.personalize();

    @Test
    void theTextComesBackByteForByte() {
        var text = "  " + Avro.ITEMS.replace(",", " ,\n\t") + "\n";
        var before = Instant.now().minusSeconds(1);
        var arn = shop.schema("movies", text);

        var schema =
                personalize.describeSchema(request -> request.schemaArn(arn)).schema();

        assertThat(schema.schema()).isEqualTo(text);
        assertThat(schema.name()).isEqualTo("movies");
        assertThat(schema.schemaArn()).isEqualTo(arn);
        assertThat(schema.domain()).isNull();
        assertThat(schema.creationDateTime()).isBetween(before, Instant.now().plusSeconds(1));
        assertThat(schema.lastUpdatedDateTime()).isEqualTo(schema.creationDateTime());
    }

    @Test
    void aDomainSchemaNamesItsDomain() {
        var arn = personalize
                .createSchema(request ->
                        request.name("clicks").schema(Avro.SHOP_INTERACTIONS).domain("ECOMMERCE"))
                .schemaArn();

        assertThat(personalize
                        .describeSchema(request -> request.schemaArn(arn))
                        .schema()
                        .domainAsString())
                .isEqualTo("ECOMMERCE");
    }
}
