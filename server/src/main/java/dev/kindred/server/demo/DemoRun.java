package dev.kindred.server.demo;

import dev.kindred.server.schema.DatasetType;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// The demo's sequence of API calls: upload, dataset group, schemas, datasets and import jobs; then training,
/// campaigns, recommendations and events.
public final class DemoRun {

    private static final int NAME_LENGTH = 38; // leaves room for a suffix of dataset type and number

    private final DemoClients clients;
    private final Screen screen;

    public DemoRun(DemoClients clients, Screen screen) {
        this.clients = clients;
        this.screen = screen;
    }

    /// Imports the files and lists the jobs.
    ///
    /// @param name the desired name of the dataset group; characters that a name must not contain are replaced
    /// @return the ARN of the interactions dataset
    /// @throws DemoException if the server refuses a step, or a job fails
    public String run(String name, List<DataFile> files) throws InterruptedException {
        try {
            return walk(nameFrom(name), files);
        } catch (AwsServiceException e) {
            var details = e.awsErrorDetails();
            throw new DemoException("The server refused a step of the demo: %s"
                    .formatted(
                            details == null || details.errorMessage() == null
                                    ? e.getMessage()
                                    : details.errorMessage()));
        }
    }

    private String walk(String wanted, List<DataFile> files) throws InterruptedException {
        files.forEach(file -> file.notes().forEach(screen::say));
        screen.say("");
        screen.say("Uploading to s3://%s at %s".formatted(Upload.BUCKET, clients.endpoint()));
        var upload = new Upload(clients.s3());
        upload.createBucket();
        var locations = new ArrayList<String>();
        for (var file : files) {
            locations.add(upload.upload(file.path(), wanted + "/" + file.fileName()));
            screen.say("  %-18s %,12d rows %,15d bytes".formatted(file.fileName(), file.rows(), sizeOf(file)));
        }

        screen.say("");
        screen.say("Creating the dataset group, schemas and datasets");
        var datasets = new Workspace(clients.personalize(), screen).prepare(wanted, files);

        screen.say("");
        screen.say("Importing");
        var jobs = new ImportJobs(clients, screen);
        var started = new ArrayList<ImportJobs.Started>();
        for (int i = 0; i < files.size(); i++) {
            var file = files.get(i);
            var prefix = datasets.group() + "-" + file.fileName().replace(".csv", "");
            started.add(jobs.start(datasets.arn(file.type()), prefix, locations.get(i), sizeOf(file)));
        }
        jobs.watch(started);

        screen.say("");
        screen.say("ListDatasetImportJobs with maxResults 2, page by page");
        jobs.list();

        new RecommendationTour(clients, screen).walk(datasets, files);
        return datasets.arn(DatasetType.INTERACTIONS);
    }

    private static long sizeOf(DataFile file) {
        try {
            return Files.size(file.path());
        } catch (IOException e) {
            throw new DemoException("%s cannot be read (%s): give this user the right to.".formatted(file.path(), e));
        }
    }

    /// Converts any text to the name of a resource: `MovieLens (small)` becomes `MovieLens-small`.
    static String nameFrom(String text) {
        var name = text.replaceAll("[^a-zA-Z0-9_-]+", "-").replaceAll("^[-_]+|[-_]+$", "");
        if (name.isEmpty()) {
            return "demo";
        }
        return name.substring(0, Math.min(name.length(), NAME_LENGTH));
    }
}
