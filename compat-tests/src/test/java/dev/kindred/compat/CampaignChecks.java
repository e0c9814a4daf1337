package dev.kindred.compat;

import dev.kindred.compat.CampaignState.SentEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.DataDeletionJobSummary;
import software.amazon.awssdk.services.personalize.model.DatasetImportJobSummary;
import software.amazon.awssdk.services.personalize.model.ImportMode;
import software.amazon.awssdk.services.personalize.model.IngestionMode;
import software.amazon.awssdk.services.personalize.model.ListDataDeletionJobsRequest;
import software.amazon.awssdk.services.personalizeruntime.PersonalizeRuntimeClient;
import software.amazon.awssdk.services.personalizeruntime.model.PredictedItem;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Compares what a restarted server holds with what its clients were told.
final class CampaignChecks implements AutoCloseable {

    private static final int USERS_ASKED = 4;

    private final CampaignWorld world;
    private final CampaignState state;
    private final PersonalizeClient personalize;
    private final PersonalizeRuntimeClient runtime;
    private final S3Client s3;

    CampaignChecks(CampaignWorld world, CampaignState state, PackagedServer server) {
        this.world = world;
        this.state = state;
        this.personalize = server.personalize();
        this.runtime = server.runtime();
        this.s3 = server.s3();
    }

    @Override
    public void close() {
        personalize.close();
        runtime.close();
        s3.close();
    }

    /// Checks what must be there at once.
    void checkAtOnce() {
        checkObjects();
        var tags = personalize.listTagsForResource(list -> list.resourceArn(world.group())).tags().stream()
                .collect(Collectors.toMap(tag -> tag.tagKey(), tag -> tag.tagValue()));
        check("tag", state.tags, tags);
        var schemas = personalize.listSchemasPaginator(list -> {}).schemas().stream()
                .collect(Collectors.toMap(schema -> schema.name(), _ -> true));
        check("schema", state.schemas, schemas);
        checkThatEventsCount();
    }

    private <V> void check(String what, Acknowledgements<V> expected, Map<String, V> found) {
        for (var key : expected.keys()) {
            var value = Optional.ofNullable(found.get(key));
            var possible = expected.possible(key, Optional.empty());
            if (!possible.contains(value)) {
                state.violation("%s %s is %s and must be one of %s", what, key, brief(value), brief(possible));
            }
            expected.settle(key, value);
        }
    }

    private static String brief(Object value) {
        var text = String.valueOf(value);
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }

    private void checkObjects() {
        var found = new HashMap<String, String>();
        for (var key : state.objects.keys()) {
            try {
                found.put(
                        key,
                        s3.getObjectAsBytes(get -> get.bucket("data").key(key)).asString(StandardCharsets.UTF_8));
            } catch (NoSuchKeyException e) {
                state.count("absent object");
            }
        }
        check("object", state.objects, found);
        var listed = s3.listObjectsV2Paginator(list -> list.bucket("data").prefix("k/")).contents().stream()
                .map(S3Object::key)
                .collect(Collectors.toSet());
        if (!listed.equals(found.keySet())) {
            state.violation("S3 lists %s and has %s", listed, found.keySet());
        }
        var uploads = s3.listMultipartUploads(list -> list.bucket("data")).uploads().stream()
                .map(MultipartUpload::uploadId)
                .filter(state.endedUploads::contains)
                .toList();
        if (!uploads.isEmpty()) {
            state.violation("uploads %s live on after their end", uploads);
        }
    }

    /// An acknowledged event affects the next request: its item is excluded.
    private void checkThatEventsCount() {
        var had = new HashMap<String, Set<String>>();
        for (var id : state.events.keys()) {
            var possible = state.events.possible(id, Optional.empty());
            if (!possible.contains(Optional.<SentEvent>empty())) {
                possible.stream()
                        .flatMap(Optional::stream)
                        .limit(1)
                        .forEach(event -> had.computeIfAbsent(event.user(), _ -> new HashSet<>())
                                .add(event.item()));
            }
        }
        had.keySet().stream()
                .filter(user -> user.startsWith("u"))
                .sorted()
                .limit(USERS_ASKED)
                .forEach(user -> {
                    var items = runtime
                            .getRecommendations(get -> get.campaignArn(world.campaign())
                                    .itemId("i0")
                                    .userId(user)
                                    .filterArn(world.filter())
                                    .numResults(500))
                            .itemList()
                            .stream()
                            .map(PredictedItem::itemId)
                            .filter(had.getOrDefault(user, Set.of())::contains)
                            .toList();
                    if (!items.isEmpty()) {
                        state.violation("%s is recommended %s of acknowledged events", user, items);
                    }
                });
    }

    /// Waits until no job is left, and checks what they made.
    void checkAtRest() {
        var jobs = awaitRest();
        var names = jobs.stream().collect(Collectors.toMap(DatasetImportJobSummary::jobName, _ -> true));
        requireKeys("import job", state.imports, names.keySet());
        jobs.stream()
                .filter(job -> !job.status().equals("ACTIVE"))
                .forEach(job ->
                        state.violation("import job %s is %s: %s", job.jobName(), job.status(), job.failureReason()));
        requireKeys(
                "solution version",
                state.versions,
                personalize
                        .listSolutionVersionsPaginator(list -> list.solutionArn(world.solution()))
                        .solutionVersions()
                        .stream()
                        .map(version -> version.solutionVersionArn())
                        .collect(Collectors.toSet()));
        check(
                "dataset group",
                state.groups,
                personalize.listDatasetGroupsPaginator(list -> {}).datasetGroups().stream()
                        .collect(Collectors.toMap(group -> group.name(), _ -> true)));
        check(
                "filter",
                state.filters,
                personalize.listFiltersPaginator(list -> list.datasetGroupArn(world.group())).filters().stream()
                        .collect(Collectors.toMap(filter -> filter.name(), _ -> true)));
        var tps = personalize
                .describeCampaign(describe -> describe.campaignArn(world.campaign()))
                .campaign()
                .minProvisionedTPS();
        check("minProvisionedTPS", state.provisioned, Map.of("c", tps));
        checkBatchJobs();
        checkRows(jobs);
    }

    private <V> void requireKeys(String what, Acknowledgements<V> expected, Set<String> found) {
        for (var key : expected.keys()) {
            if (!found.contains(key)
                    && !expected.possible(key, Optional.empty()).contains(Optional.<V>empty())) {
                state.violation("%s %s is lost", what, key);
            }
        }
    }

    /// Returns all import jobs, newest first.
    private List<DatasetImportJobSummary> awaitRest() {
        var jobs = new ArrayList<DatasetImportJobSummary>();
        Polling.until(() -> {
            jobs.clear();
            personalize
                    .listDatasetImportJobsPaginator(list -> list.datasetArn(world.interactions()))
                    .datasetImportJobs()
                    .forEach(jobs::add);
            var statuses = Stream.of(
                            jobs.stream().map(DatasetImportJobSummary::status),
                            personalize
                                    .listSolutionVersionsPaginator(list -> list.solutionArn(world.solution()))
                                    .solutionVersions()
                                    .stream()
                                    .map(version -> version.status()),
                            personalize.listDatasetGroupsPaginator(list -> {}).datasetGroups().stream()
                                    .map(group -> group.status()),
                            personalize
                                    .listFiltersPaginator(list -> list.datasetGroupArn(world.group()))
                                    .filters()
                                    .stream()
                                    .map(filter -> filter.status()),
                            personalize.listBatchInferenceJobsPaginator(list -> {}).batchInferenceJobs().stream()
                                    .map(job -> job.status()),
                            deletionJobs().stream().map(job -> job.status()),
                            campaignStatuses())
                    .flatMap(each -> each);
            return statuses.noneMatch(status -> status.endsWith("PENDING") || status.endsWith("IN_PROGRESS"));
        });
        return jobs;
    }

    /// Returns all deletion jobs. The SDK has no paginator for them.
    private List<DataDeletionJobSummary> deletionJobs() {
        var jobs = new ArrayList<DataDeletionJobSummary>();
        @Nullable String token = null;
        do {
            var page = personalize.listDataDeletionJobs(
                    ListDataDeletionJobsRequest.builder().nextToken(token).build());
            jobs.addAll(page.dataDeletionJobs());
            token = page.nextToken();
        } while (token != null);
        return jobs;
    }

    private Stream<String> campaignStatuses() {
        var campaign = personalize
                .describeCampaign(describe -> describe.campaignArn(world.campaign()))
                .campaign();
        var update = campaign.latestCampaignUpdate();
        return Stream.of(campaign.status(), update == null ? "ACTIVE" : update.status());
    }

    private void checkBatchJobs() {
        var jobs = personalize.listBatchInferenceJobsPaginator(list -> {}).batchInferenceJobs().stream()
                .collect(Collectors.toMap(job -> job.jobName(), job -> job));
        requireKeys("batch inference job", state.batchJobs, jobs.keySet());
        for (var job : jobs.values()) {
            var key = "out/" + job.jobName() + "/" + job.jobName() + ".out";
            long lines = s3.getObjectAsBytes(get -> get.bucket("data").key(key))
                    .asUtf8String()
                    .lines()
                    .count();
            if (lines != 2 || !job.status().equals("ACTIVE")) {
                state.violation("batch job %s is %s and has %d lines of 2", job.jobName(), job.status(), lines);
            }
        }
    }

    private void checkRows(List<DatasetImportJobSummary> jobs) {
        checkColumn("item", state.items, world.items(), "ITEM_ID", "GENRE");
        checkColumn("user", state.users, world.users(), "USER_ID", "CITY");
        var rows = new HashMap<String, Integer>();
        export(world.interactions())
                .forEach(row -> rows.merge(
                        String.join(
                                ",",
                                row.get("USER_ID"),
                                row.get("ITEM_ID"),
                                row.get("EVENT_TYPE"),
                                row.get("TIMESTAMP")),
                        1,
                        Integer::sum));
        rows.forEach((line, times) -> {
            if (times > 1) {
                state.violation("row %s is there %d times", line, times);
            }
        });
        var left = new HashSet<>(rows.keySet());
        checkEvents(left);
        var expected = importedRows(jobs);
        if (!left.equals(expected)) {
            var missing = new TreeSet<>(expected);
            missing.removeAll(left);
            left.removeAll(expected);
            state.violation(
                    "of imported rows %d are missing, %d are additional: %s, %s",
                    missing.size(), left.size(), brief(missing), brief(left));
        }
        state.counts.computeIfAbsent("rows compared", _ -> new AtomicInteger()).set(rows.size());
    }

    /// Checks the events, and removes their rows.
    private void checkEvents(Set<String> rows) {
        var deleted = deletedLines();
        for (var id : state.events.keys()) {
            var possible = state.events.possible(id, Optional.empty());
            var event = possible.stream().flatMap(Optional::stream).findFirst();
            if (event.isEmpty()) {
                continue; // refused
            }
            boolean isThere = rows.remove(event.get().line());
            if (deleted.contains(event.get().line())) {
                if (isThere) {
                    state.violation("event %s of a deleted user is there", event.get());
                }
            } else if (!isThere && !possible.contains(Optional.<SentEvent>empty())) {
                state.violation("event %s is lost", event.get());
            } else {
                state.events.settle(id, isThere ? event : Optional.empty());
            }
        }
    }

    /// Returns the lines of the users whose deletion the server lists.
    private Set<String> deletedLines() {
        var jobs = deletionJobs().stream().collect(Collectors.toMap(job -> job.jobName(), job -> job));
        requireKeys("deletion job", state.deletions, jobs.keySet());
        var lines = new HashSet<String>();
        jobs.forEach((name, job) -> {
            if (!job.status().equals("COMPLETED")) {
                state.violation("deletion job %s is %s: %s", name, job.status(), job.failureReason());
            }
            state.deletions.possible(name, Optional.empty()).stream()
                    .flatMap(Optional::stream)
                    .forEach(deletion -> lines.addAll(deletion.lines()));
        });
        return lines;
    }

    private Set<String> importedRows(List<DatasetImportJobSummary> jobs) {
        var rows = new HashSet<>(world.initial());
        for (var job : jobs.reversed()) {
            state.imports.possible(job.jobName(), Optional.empty()).stream()
                    .flatMap(Optional::stream)
                    .forEach(sent -> {
                        if (sent.mode() == ImportMode.FULL) {
                            rows.clear();
                        }
                        rows.addAll(sent.lines());
                    });
        }
        return rows;
    }

    private void checkColumn(String what, Acknowledgements<String> expected, String dataset, String id, String column) {
        var found = new HashMap<String, String>();
        for (var row : export(dataset)) {
            if (found.put(row.getOrDefault(id, ""), row.getOrDefault(column, "")) != null) {
                state.violation("%s %s is there twice", what, row.getOrDefault(id, ""));
            }
        }
        check(what, expected, found);
    }

    /// Returns the rows of an export of a dataset, by column.
    private List<Map<String, String>> export(String dataset) {
        var name = "export-" + state.next();
        var job = personalize
                .createDatasetExportJob(create -> create.jobName(name)
                        .datasetArn(dataset)
                        .ingestionMode(IngestionMode.ALL)
                        .roleArn(CampaignWorld.ROLE)
                        .jobOutput(
                                output -> output.s3DataDestination(to -> to.path("s3://data/exports/" + name + "/"))))
                .datasetExportJobArn();
        Polling.until(() -> {
            var now = personalize
                    .describeDatasetExportJob(describe -> describe.datasetExportJobArn(job))
                    .datasetExportJob();
            if (now.status().equals("CREATE FAILED")) {
                throw new AssertionError("the export failed: " + now.failureReason());
            }
            return now.status().equals("ACTIVE");
        });
        var rows = new ArrayList<Map<String, String>>();
        for (var file : s3.listObjectsV2Paginator(list -> list.bucket("data").prefix("exports/" + name + "/"))
                .contents()) {
            if (file.key().endsWith(".csv")) {
                addRows(
                        s3.getObjectAsBytes(get -> get.bucket("data").key(file.key()))
                                .asUtf8String(),
                        rows);
            }
        }
        return rows;
    }

    private static void addRows(String csv, List<Map<String, String>> rows) {
        var lines = csv.lines().map(line -> line.replace("\"", "")).toList();
        var header = lines.getFirst().split(",", -1);
        for (var line : lines.subList(1, lines.size())) {
            var cells = line.split(",", -1);
            var row = new HashMap<String, String>();
            for (int i = 0; i < header.length; i++) {
                row.put(header[i], cells[i]);
            }
            rows.add(row);
        }
    }
}
