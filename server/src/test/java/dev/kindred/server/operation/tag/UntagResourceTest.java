package dev.kindred.server.operation.tag;

import static dev.kindred.server.operation.Shop.noArn;
import static dev.kindred.server.operation.Shop.notFound;
import static dev.kindred.server.operation.Shop.refusal;
import static dev.kindred.server.operation.Shop.tag;
import static dev.kindred.server.operation.Shop.validation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.Shop;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalize.PersonalizeClient;

class UntagResourceTest {
    private final Shop shop = Shop.open();
    private final PersonalizeClient personalize = shop.personalize();

    @Test
    void namedTagsGoAndUnknownKeysArePassedOver() {
        var group = shop.group("shop");
        personalize.tagResource(request -> request.resourceArn(group).tags(tag("team", "toys"), tag("cost", "7")));

        personalize.untagResource(request -> request.resourceArn(group).tagKeys("team", "unknown"));

        assertThat(shop.tagKeys(group)).containsExactly("cost");
    }

    @Test
    void moreKeysThanAResourceCanHaveAreRefused() {
        var group = shop.group("shop");
        var keys = IntStream.range(0, 51).mapToObj(i -> "key" + i).toList();

        assertThat(refusal(() -> personalize.untagResource(
                        request -> request.resourceArn(group).tagKeys(keys))))
                .isEqualTo("TooManyTagKeysException: A resource can have 50 tags, but 51 keys are named. Name fewer.");
    }

    @Test
    void theResourceMustBeThereAndStay() {
        var group = shop.group("shop");
        personalize.deleteDatasetGroup(request -> request.datasetGroupArn(group));

        assertThat(refusal(() -> personalize.untagResource(
                        request -> request.resourceArn(group).tagKeys("team"))))
                .startsWith("ResourceInUseException: ")
                .contains(group);
        assertThat(refusal(() -> personalize.untagResource(
                        request -> request.resourceArn(shop.arn("filter/none")).tagKeys("team"))))
                .isEqualTo(notFound(shop.arn("filter/none")));
        assertThat(refusal(() -> personalize.untagResource(
                        request -> request.resourceArn("x").tagKeys("se<ret"))))
                .isEqualTo(validation(
                        noArn("x", "resourceArn"),
                        "Value at 'tagKeys.1.member' failed to satisfy constraint: Member must satisfy regular"
                                + " expression pattern: ^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$"));
    }
}
