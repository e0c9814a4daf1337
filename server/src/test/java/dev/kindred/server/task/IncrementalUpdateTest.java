package dev.kindred.server.task;

import static dev.kindred.server.operation.Shop.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.runtime.ItemTextFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncrementalUpdateTest {

    private static final String ROCKETS =
            "Engines, fuel and orbits: how rockets carry satellites and astronauts to space.";

    @TempDir
    Path folder;

    @Test
    void takesNewChangedAndRemovedTextsIntoADeployedVersion() {
        try (var fixture = ItemTextFixture.open()) {
            var solution = fixture.solution("books", create -> {});
            var version = fixture.trained(solution);
            var campaign = fixture.deployed("books", version);
            var still = fixture.deployed(
                    "still",
                    fixture.trained(fixture.solution("still", create -> create.performIncrementalUpdate(false))));

            fixture.put("new", "Rocket Science", ROCKETS);
            await(() -> fixture.like(campaign, "space1", 5).contains("new"));
            assertThat(fixture.like(campaign, "new", 2)).allMatch(id -> id.startsWith("space"));
            assertThat(fixture.like(still, "space1", 25)).doesNotContain("new");

            fixture.put("cooking0", "The Telescope", "Stars, planets and galaxies that astronomers see at night.");
            await(() -> fixture.like(campaign, "cooking0", 1).getFirst().startsWith("space"));

            fixture.put("space3", null, null);
            await(() -> fixture.like(campaign, "space0", 22).indexOf("space3") < 0);

            var versions = fixture.shop
                    .personalize()
                    .listSolutionVersions(it -> it.solutionArn(solution))
                    .solutionVersions();
            assertThat(versions).hasSize(1);
            assertThat(fixture.shop
                            .personalize()
                            .getSolutionMetrics(it -> it.solutionVersionArn(version))
                            .metrics())
                    .containsKey("item_similarity");
        }
    }

    @Test
    void takesAnImportInAndLetsItemsGoThatItDoesNotHave() {
        try (var fixture = ItemTextFixture.open()) {
            var campaign = fixture.deployed("books", fixture.trained(fixture.solution("books", create -> {})));

            fixture.shop.imported(
                    "fewer",
                    fixture.items,
                    fixture.shop.upload(
                            "fewer.csv",
                            "ITEM_ID,TITLE,BLURB,SHELF,CREATION_TIMESTAMP",
                            "space0,Distant Galaxies,Stars and nebulae,upper,1",
                            "rockets,Rocket Science,\"%s\",upper,1".formatted(ROCKETS),
                            "garden0,The Rose Garden,When to prune roses,upper,1"));

            await(() -> fixture.like(campaign, "space0", 25).size() == 2);
            assertThat(fixture.like(campaign, "space0", 25)).containsExactly("rockets", "garden0");
        }
    }

    @Test
    void canBeSwitchedOnAndOff() {
        try (var fixture = ItemTextFixture.open()) {
            var solution = fixture.solution("books", create -> create.performIncrementalUpdate(false));
            var campaign = fixture.deployed("books", fixture.trained(solution));
            fixture.put("new", "Rocket Science", ROCKETS);

            fixture.shop
                    .personalize()
                    .updateSolution(it -> it.solutionArn(solution).performIncrementalUpdate(true));

            await(() -> fixture.like(campaign, "space1", 5).contains("new"));
            assertThat(fixture.shop
                            .personalize()
                            .describeSolution(it -> it.solutionArn(solution))
                            .solution()
                            .performIncrementalUpdate())
                    .isTrue();
        }
    }

    @Test
    void goesOnAfterARestartAndLosesNoneOfIt() throws IOException {
        try (var fixture = ItemTextFixture.in(folder, true)) {
            var campaign = fixture.deployed("books", fixture.trained(fixture.solution("books", create -> {})));
            fixture.put("new", "Rocket Science", ROCKETS);
            await(() -> fixture.like(campaign, "space1", 5).contains("new"));
            fixture.put("later", "Space Walks", "Astronauts float outside their station above the earth.");
        }
        damage(folder.resolve("texts"));
        try (var fixture = ItemTextFixture.in(folder, false)) {
            var campaign = fixture.shop.arn("campaign/books");

            assertThat(fixture.like(campaign, "new", 2)).allMatch(id -> id.startsWith("space") || id.equals("later"));
            await(() -> fixture.like(campaign, "space4", 2).contains("later"));
            assertThat(fixture.like(campaign, "garden0", 1)).allMatch(id -> id.startsWith("garden"));
        }
        try (var models = Files.walk(folder.resolve("models"))) {
            assertThat(models.filter(Files::isRegularFile)).hasSize(1); // replaced files are deleted
        }
    }

    /// Changes a byte of every file.
    private static void damage(Path texts) throws IOException {
        try (var files = Files.walk(texts)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var bytes = Files.readAllBytes(file);
                bytes[bytes.length / 2] ^= 1;
                Files.write(file, bytes);
            }
        }
    }
}
