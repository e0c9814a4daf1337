package dev.kindred.compat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The resources that a crash campaign writes to: a dataset group with a campaign, a filter and an event tracker.
///
/// @param initial the rows of the first import, as lines of the file
record CampaignWorld(
        String group,
        String interactions,
        String items,
        String users,
        String solution,
        String version,
        String campaign,
        String filter,
        String trackingId,
        Set<String> initial) {

    static final int USERS = 40;
    static final int ITEMS = 30;
    static final String ROLE = "arn:aws:iam::000000000000:role/PersonalizeRole";

    /// Small logs, so that their parts roll; a compiler that is ready at once, for a process that lives for seconds.
    static final String[] FLAGS = {
        "--train-minimum-interactions=100",
        "--train-minimum-users=5",
        "--stream-log-size=1MB",
        "--job-attempts=1000",
        "--delete-delay=0s",
        "--quota-pending-import-jobs=1000",
        "--quota-pending-solution-versions=1000",
        "--quota-pending-batch-jobs=1000",
        "--quota-dataset-groups=1000",
        "--log-level=warning"
    };

    static final List<String> JAVA = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx400m");

    private static final String SCHEMA = """
            {"type": "record", "name": "%s", "namespace": "com.amazonaws.personalize.schema", "version": "1.0",
             "fields": [%s]}
            """;

    /// Creates the world in a data directory, and stops the server.
    static CampaignWorld create(Path data) throws IOException {
        try (var server = PackagedServer.start(data, JAVA, FLAGS);
                var personalize = server.personalize();
                var s3 = server.s3()) {
            s3.createBucket(request -> request.bucket("data"));
            var group = DataGroup.open(personalize, "g", null);
            var initial = new TreeSet<String>();
            for (int user = 0; user < USERS; user++) {
                for (int i = 0; i < 8; i++) {
                    initial.add(
                            "u%d,i%d,watch,%d".formatted(user, (user + 3 * i) % ITEMS, 1_600_000_000 + 100 * user + i));
                }
            }
            var interactions =
                    group.importing(s3, "Interactions", Shop.SCHEMA, Shop.HEADER + String.join("\n", initial) + "\n");
            var items = group.importing(s3, "Items", SCHEMA.formatted("Items", """
                            {"name": "ITEM_ID", "type": "string"},
                            {"name": "GENRE", "type": "string", "categorical": true}"""), "ITEM_ID,GENRE\nbase,base\n");
            var users = group.importing(s3, "Users", SCHEMA.formatted("Users", """
                            {"name": "USER_ID", "type": "string"},
                            {"name": "CITY", "type": "string", "categorical": true}"""), "USER_ID,CITY\nbase,base\n");
            var solution = group.solution("aws-sims");
            var version = group.beginTraining(solution);
            group.awaitTraining(version);
            return new CampaignWorld(
                    group.arn(),
                    interactions,
                    items,
                    users,
                    solution,
                    version,
                    group.campaign("c", version, false),
                    group.filter("f", "EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (\"*\")"),
                    group.trackingId(),
                    initial);
        }
    }
}
