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
        try (var library = ItemTextFixture.open()) {
            var solution = library.solution("books", create -> {});
            var version = library.trained(solution);
            var campaign = library.deployed("books", version);
            var still = library.deployed(
                    "still",
                    library.trained(library.solution("still", create -> create.performIncrementalUpdate(false))));

            library.put("new", "Rocket Science", ROCKETS);
            await(() -> library.like(campaign, "space1", 5).contains("new"));
            assertThat(library.like(campaign, "new", 2)).allMatch(id -> id.startsWith("space"));
            assertThat(library.like(still, "space1", 25)).doesNotContain("new");

            library.put("cooking0", "The Telescope", "Stars, planets and galaxies that astronomers see at night.");
            await(() -> library.like(campaign, "cooking0", 1).getFirst().startsWith("space"));

            library.put("space3", null, null);
            await(() -> library.like(campaign, "space0", 22).indexOf("space3") < 0);

            var versions = library.shop
                    .personalize()
                    .listSolutionVersions(it -> it.solutionArn(solution))
                    .solutionVersions();
            assertThat(versions).hasSize(1);
            assertThat(library.shop
                            .personalize()
                            .getSolutionMetrics(it -> it.solutionVersionArn(version))
                            .metrics())
                    .containsKey("item_similarity");
        }
    }

    @Test
    void takesAnImportInAndLetsItemsGoThatItDoesNotHave() {
        try (var library = ItemTextFixture.open()) {
            var campaign = library.deployed("books", library.trained(library.solution("books", create -> {})));

            library.shop.imported(
                    "fewer",
                    library.items,
                    library.shop.upload(
                            "fewer.csv",
                            "ITEM_ID,TITLE,BLURB,SHELF,CREATION_TIMESTAMP",
                            "space0,Distant Galaxies,Stars and nebulae,upper,1",
                            "rockets,Rocket Science,\"%s\",upper,1".formatted(ROCKETS),
                            "garden0,The Rose Garden,When to prune roses,upper,1"));

            await(() -> library.like(campaign, "space0", 25).size() == 2);
            assertThat(library.like(campaign, "space0", 25)).containsExactly("rockets", "garden0");
        }
    }

    @Test
    void canBeSwitchedOnAndOff() {
        try (var library = ItemTextFixture.open()) {
            var solution = library.solution("books", create -> create.performIncrementalUpdate(false));
            var campaign = library.deployed("books", library.trained(solution));
            library.put("new", "Rocket Science", ROCKETS);

            library.shop
                    .personalize()
                    .updateSolution(it -> it.solutionArn(solution).performIncrementalUpdate(true));

            await(() -> library.like(campaign, "space1", 5).contains("new"));
            assertThat(library.shop
                            .personalize()
                            .describeSolution(it -> it.solutionArn(solution))
                            .solution()
                            .performIncrementalUpdate())
                    .isTrue();
        }
    }

    @Test
    void goesOnAfterARestartAndLosesNoneOfIt() throws IOException {
        try (var library = ItemTextFixture.in(folder, true)) {
            var campaign = library.deployed("books", library.trained(library.solution("books", create -> {})));
            library.put("new", "Rocket Science", ROCKETS);
            await(() -> library.like(campaign, "space1", 5).contains("new"));
            library.put("later", "Space Walks", "Astronauts float outside their station above the earth.");
        }
        damage(folder.resolve("texts"));
        try (var library = ItemTextFixture.in(folder, false)) {
            var campaign = library.shop.arn("campaign/books");

            assertThat(library.like(campaign, "new", 2)).allMatch(id -> id.startsWith("space") || id.equals("later"));
            await(() -> library.like(campaign, "space4", 2).contains("later"));
            assertThat(library.like(campaign, "garden0", 1)).allMatch(id -> id.startsWith("garden"));
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
