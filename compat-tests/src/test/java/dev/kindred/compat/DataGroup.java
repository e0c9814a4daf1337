package dev.kindred.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.CampaignConfig;
import software.amazon.awssdk.services.personalize.model.Domain;
import software.amazon.awssdk.services.personalize.model.ImportMode;
import software.amazon.awssdk.services.s3.S3Client;

/// A dataset group, and resources that are created in it through the API and `ACTIVE` when they are returned.
///
/// @param domain null for a custom group
/// @param arn its ARN
record DataGroup(
        PersonalizeClient personalize,
        String name,
        @Nullable Domain domain,
        String arn) {

    private static final String RECIPES = "arn:aws:personalize:::recipe/";

    static DataGroup open(PersonalizeClient personalize, String name, @Nullable Domain domain) {
        var arn = personalize
                .createDatasetGroup(request -> request.name(name).domain(domain))
                .datasetGroupArn();
        untilActive(() -> personalize
                .describeDatasetGroup(request -> request.datasetGroupArn(arn))
                .datasetGroup()
                .status());
        return new DataGroup(personalize, name, domain, arn);
    }

    static String recipe(String name) {
        return RECIPES + name;
    }

    /// Creates a dataset of that type and imports the CSV text into it. Returns the dataset's ARN.
    String importing(S3Client s3, String type, String schema, String csv) {
        var label = name + "-" + type;
        var key = label + ".csv";
        s3.putObject(request -> request.bucket("data").key(key), RequestBody.fromString(csv));
        var schemaArn = personalize
                .createSchema(request -> request.name(label).domain(domain).schema(schema))
                .schemaArn();
        var dataset = personalize
                .createDataset(request -> request.name(label)
                        .schemaArn(schemaArn)
                        .datasetGroupArn(arn)
                        .datasetType(type))
                .datasetArn();
        untilActive(() -> personalize
                .describeDataset(request -> request.datasetArn(dataset))
                .dataset()
                .status());
        var job = Polling.untilDone(personalize, new Shop(personalize, dataset).createJob(label, key, ImportMode.FULL));
        assertThat(job.failureReason()).isNull();
        return dataset;
    }

    /// Returns the ARN of a new solution, named after its recipe by default.
    String solution(String recipe) {
        return solution(recipe, recipe);
    }

    String solution(String label, String recipe) {
        var solution = personalize
                .createSolution(request -> request.name(name + "-" + label)
                        .datasetGroupArn(arn)
                        .performAutoTraining(false)
                        .recipeArn(recipe(recipe)))
                .solutionArn();
        untilActive(() -> personalize
                .describeSolution(request -> request.solutionArn(solution))
                .solution()
                .status());
        return solution;
    }

    /// Starts the training of a version of the solution, and returns its ARN.
    String beginTraining(String solution) {
        return personalize
                .createSolutionVersion(request -> request.solutionArn(solution))
                .solutionVersionArn();
    }

    /// Waits until the version is trained.
    void awaitTraining(String version) {
        untilActive(() -> {
            var now = personalize
                    .describeSolutionVersion(request -> request.solutionVersionArn(version))
                    .solutionVersion();
            assertThat(now.failureReason()).isNull();
            return now.status();
        });
    }

    /// Returns the ARN of a campaign of that version.
    String campaign(String label, String version, boolean metadata) {
        var campaign = personalize
                .createCampaign(request -> request.name(name + "-" + label)
                        .solutionVersionArn(version)
                        .campaignConfig(CampaignConfig.builder()
                                .enableMetadataWithRecommendations(metadata)
                                .build()))
                .campaignArn();
        untilActive(() -> personalize
                .describeCampaign(request -> request.campaignArn(campaign))
                .campaign()
                .status());
        return campaign;
    }

    /// Returns the ARN of a recommender for that use case.
    String recommender(String label, String useCase) {
        var recommender = personalize
                .createRecommender(request ->
                        request.name(name + "-" + label).datasetGroupArn(arn).recipeArn(recipe(useCase)))
                .recommenderArn();
        awaitRecommender(recommender, "ACTIVE");
        return recommender;
    }

    void awaitRecommender(String recommender, String status) {
        Polling.until(() -> {
            var now = personalize
                    .describeRecommender(request -> request.recommenderArn(recommender))
                    .recommender();
            assertThat(now.failureReason()).isNull();
            return now.status().equals(status);
        });
    }

    /// Returns the ARN of a filter.
    String filter(String label, String expression) {
        var filter = personalize
                .createFilter(request ->
                        request.name(name + "-" + label).datasetGroupArn(arn).filterExpression(expression))
                .filterArn();
        untilActive(() -> personalize
                .describeFilter(request -> request.filterArn(filter))
                .filter()
                .status());
        return filter;
    }

    /// Returns the tracking id for events of this group.
    String trackingId() {
        var tracker = personalize
                .createEventTracker(request -> request.name(name).datasetGroupArn(arn))
                .eventTrackerArn();
        untilActive(() -> personalize
                .describeEventTracker(request -> request.eventTrackerArn(tracker))
                .eventTracker()
                .status());
        return personalize
                .describeEventTracker(request -> request.eventTrackerArn(tracker))
                .eventTracker()
                .trackingId();
    }

    private static void untilActive(Supplier<String> status) {
        Polling.until(() -> {
            var now = status.get();
            assertThat(now).isNotEqualTo("CREATE FAILED");
            return now.equals("ACTIVE");
        });
    }
}
