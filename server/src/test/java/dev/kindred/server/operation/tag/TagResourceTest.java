package dev.kindred.server.operation.tag;

import static dev.kindred.server.operation.Shop.missing;
import static dev.kindred.server.operation.Shop.notFound;
import static dev.kindred.server.operation.Shop.refusal;
import static dev.kindred.server.operation.Shop.tag;
import static dev.kindred.server.operation.Shop.validation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.Avro;
import dev.kindred.server.operation.Shop;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.Tag;

class TagResourceTest {
    private final Shop shop = Shop.open();
    private final PersonalizeClient personalize = shop.personalize();

    @Test
    void aTagIsAddedOrReplacedByItsKey() {
        var group = shop.group("shop");
        put(group, tag("team", "toys"), tag("Team", "tea"));

        put(group, tag("team", "books"), tag("cost", ""));

        assertThat(personalize
                        .listTagsForResource(request -> request.resourceArn(group))
                        .tags())
                .containsExactlyInAnyOrder(tag("Team", "tea"), tag("cost", ""), tag("team", "books"));
    }

    private void put(String arn, Tag... tags) {
        personalize.tagResource(request -> request.resourceArn(arn).tags(tags));
    }

    @Test
    void aResourceHasAtMostFiftyTags() {
        var group = shop.group("shop");
        personalize.tagResource(request -> request.resourceArn(group).tags(Shop.tags(50)));

        assertThat(refusal(() -> put(group, tag("one more", ""))))
                .isEqualTo(
                        "TooManyTagsException: A resource can have 50 tags, this one would have 51. Remove some first.");
        put(group, tag("key7", "changed"));
        assertThat(shop.tagKeys(group)).hasSize(50);
    }

    @Test
    void awsOwnKeysAndRepeatedKeysAreRefused() {
        var group = shop.group("shop");

        assertThat(refusal(() -> put(group, tag("AWS:team", "toys"))))
                .isEqualTo("InvalidInputException: Tag keys that begin with aws: are reserved. Choose another prefix.");
        assertThat(refusal(() -> put(group, tag("team", "toys"), tag("team", "books"))))
                .isEqualTo("InvalidInputException: A tag key is given twice. Give each key once.");
        assertThat(shop.tagKeys(group)).isEmpty();
    }

    @Test
    void theFormsOfTagsAreCheckedWithoutShowingThem() {
        assertThat(refusal(() -> put(shop.arn("dataset-group/shop"), tag("se<ret", "x".repeat(257)))))
                .isEqualTo(validation(
                        "Value at 'tags.1.member.tagKey' failed to satisfy constraint: Member must satisfy regular"
                                + " expression pattern: ^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$",
                        "Value at 'tags.1.member.tagValue' failed to satisfy constraint: Member must have length less"
                                + " than or equal to 256"));
    }

    @Test
    void schemasHaveNoTags() {
        var schema = shop.schema("items", Avro.ITEMS);

        assertThat(refusal(() -> put(schema, tag("team", "toys"))))
                .isEqualTo("InvalidInputException: Resource Arn " + schema + " is a schema, which cannot have tags.");
    }

    @Test
    void theResourceMustBeThereAndStay() {
        var group = shop.group("shop");
        personalize.deleteDatasetGroup(request -> request.datasetGroupArn(group));

        assertThat(refusal(() -> put(group, tag("team", "toys"))))
                .isEqualTo("ResourceInUseException: Resource Arn " + group
                        + " is being deleted: its tags cannot be changed.");
        assertThat(refusal(() -> put(shop.arn("campaign/none"), tag("team", "toys"))))
                .isEqualTo(notFound(shop.arn("campaign/none")));
        assertThat(refusal(() -> personalize.tagResource(request -> {})))
                .isEqualTo(validation(missing("resourceArn"), missing("tags")));
    }
}
