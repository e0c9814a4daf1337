package dev.kindred.server.operation.datasetgroup;

import static dev.kindred.server.operation.Shop.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.Shop;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalize.PersonalizeClient;

class DescribeDatasetGroupTest {
    private final Shop shop = Shop.open();
    private final PersonalizeClient personalize = shop.personalize();

    @Test
    void whatWasGivenIsShown() {
        var before = Instant.now().minusSeconds(1);
        var arn = personalize
                .createDatasetGroup(request -> request.name("movies")
                        .domain("VIDEO_ON_DEMAND")
                        .roleArn("arn:aws:iam::123456789012:role/keys")
                        .kmsKeyArn("arn:aws:kms:us-east-1:123456789012:key/k"))
                .datasetGroupArn();
        await("ACTIVE", () -> shop.statusOfGroup(arn));

        var group = personalize
                .describeDatasetGroup(request -> request.datasetGroupArn(arn))
                .datasetGroup();

        assertThat(group.name()).isEqualTo("movies");
        assertThat(group.datasetGroupArn()).isEqualTo(arn);
        assertThat(group.domainAsString()).isEqualTo("VIDEO_ON_DEMAND");
        assertThat(group.roleArn()).isEqualTo("arn:aws:iam::123456789012:role/keys");
        assertThat(group.kmsKeyArn()).isEqualTo("arn:aws:kms:us-east-1:123456789012:key/k");
        assertThat(group.failureReason()).isNull();
        assertThat(group.creationDateTime()).isBetween(before, Instant.now().plusSeconds(1));
        assertThat(group.lastUpdatedDateTime())
                .isBetween(group.creationDateTime(), Instant.now().plusSeconds(1));
    }
}
