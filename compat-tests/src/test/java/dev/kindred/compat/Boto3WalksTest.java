package dev.kindred.compat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The tutorials of Amazon's developer guide in Python, run sequentially on one server.
///
/// Slow: each tutorial imports and trains.
class Boto3WalksTest {

    @TempDir
    private static Path folder;

    private static PackagedServer server;

    @BeforeAll
    static void startServer() throws IOException {
        Boto3.assumeInstalled();
        server = PackagedServer.start(folder.resolve("data"));
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @Test
    void ownDataBecomeRecommendationsThatFollowAUser() throws IOException {
        Boto3.passes(server, "walks/getting_started_custom.py");
    }

    @Test
    void aShopHasRecommendersForItsUseCases() throws IOException {
        Boto3.passes(server, "walks/getting_started_shop.py");
    }

    @Test
    void aFilmServiceHasRecommendersForItsUseCases() throws IOException {
        Boto3.passes(server, "walks/getting_started_videos.py");
    }

    @Test
    void filesOfUsersItemsAndListsAreAnswered() throws IOException {
        Boto3.passes(server, "walks/batch_inference.py");
    }

    @Test
    void usersAreFoundForItemsAndForGenres() throws IOException {
        Boto3.passes(server, "walks/batch_segments.py");
    }

    @Test
    void usersAreToldTheirNextBestAction() throws IOException {
        Boto3.passes(server, "walks/next_best_action.py");
    }

    @Test
    void filtersKeepWhatTheySay() throws IOException {
        Boto3.passes(server, "walks/filters.py");
    }

    @Test
    void whatRecommendationsLedToIsReported() throws IOException {
        Boto3.passes(server, "walks/metric_attribution.py");
    }

    @Test
    void versionsAreMeasuredAndParametersSearchedFor() throws IOException {
        Boto3.passes(server, "walks/solution_metrics.py");
    }

    @Test
    void dataComeOutAgainAndUsersAreForgotten() throws IOException {
        Boto3.passes(server, "walks/export_and_deletion.py");
    }

    @Test
    void programsWrittenForAmazonsServiceFindWhatTheyRelyOn() throws IOException {
        Boto3.passes(server, "walks/client_programs.py");
    }

    @Test
    void aTutorialRunsFromItsFirstLineToItsCleanUp() throws IOException {
        Boto3.passes(server, "walks/set_up_and_clean_up.py");
    }

    @Test
    void everythingCanBeCleanedUp() throws IOException {
        Boto3.passes(server, "walks/clean_up.py");
    }
}
