package dev.kindred.server.operation.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.Shop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DamagedModelTest {

    private final GenreTasteFixture fixture = new GenreTasteFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aCampaignWhoseModelIsNotTheOneThatWasTrainedFailsAndSaysWhatToDo() throws IOException {
        var popular = fixture.version("popular", "aws-popularity-count");
        var trending = fixture.version("trending", "aws-trending-now");
        var model = model("aws-popularity-count");
        var whole = Files.readAllBytes(model);

        var flipped = whole.clone();
        flipped[whole.length / 2] ^= 1;
        Files.write(model, flipped);
        assertThat(failure("of-a-flipped-model", popular))
                .startsWith("The model of its solution version cannot be read. Train another version and deploy that;")
                .doesNotContain(fixture.shop.server().folder().toString());

        Files.copy(model("aws-trending-now"), model, StandardCopyOption.REPLACE_EXISTING);
        assertThat(failure("of-another-model", popular)).contains(" cannot be read.");

        Files.delete(model);
        assertThat(failure("of-no-model", popular)).contains(" cannot be read.");

        fixture.awaitCampaign(fixture.personalize
                .createCampaign(it -> it.name("beside").solutionVersionArn(trending))
                .campaignArn());
    }

    private Path model(String recipe) throws IOException {
        try (var files = Files.walk(fixture.shop.server().folder().resolve("models"))) {
            return files.filter(
                            file -> file.toString().contains("/%s/cinema/%s".formatted(fixture.shop.region(), recipe)))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private String failure(String name, String version) {
        var campaign = fixture.personalize
                .createCampaign(it -> it.name(name).solutionVersionArn(version))
                .campaignArn();
        Shop.await(
                "CREATE FAILED",
                () -> fixture.personalize
                        .describeCampaign(it -> it.campaignArn(campaign))
                        .campaign()
                        .status());
        return fixture.personalize
                .describeCampaign(it -> it.campaignArn(campaign))
                .campaign()
                .failureReason();
    }
}
