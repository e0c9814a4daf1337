package dev.kindred.server.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.CatalogView;
import dev.kindred.server.catalog.DatasetFile;
import dev.kindred.server.catalog.ModelRecord;
import dev.kindred.server.catalog.QueuedJob;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.catalog.Transaction;
import dev.kindred.server.cli.TestServer;
import dev.kindred.server.constraint.Validator;
import dev.kindred.server.error.ServiceException;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Dataset;
import dev.kindred.server.resource.DatasetGroup;
import dev.kindred.server.resource.DatasetSchema;
import dev.kindred.server.resource.LifeCycleEvent;
import dev.kindred.server.resource.Resource;
import dev.kindred.server.resource.Scope;
import dev.kindred.server.resource.SolutionVersion;
import dev.kindred.server.resource.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The operations on a catalog without workers: the test performs the effects of training and deployment at its
/// own time. All fixtures of one JVM share a catalog; each has a region of its own.
public final class OperationsFixture {

    public static final String RECIPES = "arn:aws:personalize:::recipe/";
    public static final String EVENTS = Avro.schema(
            "Interactions",
            "USER_ID string",
            "ITEM_ID string",
            "TIMESTAMP long",
            "EVENT_TYPE string",
            "EVENT_VALUE float?",
            "DEVICE string? categorical");
    public static final String FILMS = Avro.schema(
            "Items",
            "ITEM_ID string",
            "GENRES string categorical",
            "CREATION_TIMESTAMP long",
            "PRICE float",
            "RATING float?");

    private static final AtomicInteger OPENED = new AtomicInteger();
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private static final class Shared {
        static final Catalog CATALOG = opened();

        private static Catalog opened() {
            try {
                Path folder = Files.createTempDirectory("kindred-studio");
                var catalog = Catalog.open(folder.resolve("catalog.sqlite"));
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    catalog.close();
                    delete(folder);
                }));
                return catalog;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void delete(Path folder) {
            try (var files = Files.list(folder)) {
                for (var file : files.toList()) {
                    Files.delete(file);
                }
                Files.delete(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final Caller caller = new Caller(new Scope("000000000000", "studio-" + OPENED.incrementAndGet()), "test");
    private final List<Operation<?, ?>> operations;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private OperationsFixture(Map<String, String> settings) {
        operations = TestServer.operations(Shared.CATALOG, () -> now, settings);
    }

    /// Returns a fixture with the default settings.
    public static OperationsFixture open() {
        return new OperationsFixture(Map.of());
    }

    /// Returns a fixture with these settings by name.
    public static OperationsFixture open(Map<String, String> settings) {
        return new OperationsFixture(settings);
    }

    public Catalog catalog() {
        return Shared.CATALOG;
    }

    public Instant now() {
        return now;
    }

    /// Advances the clock.
    public void pass(Duration time) {
        now = now.plus(time);
    }

    /// Returns the ARN of this fixture's resource with that tail, such as `schema/movies`.
    public String arn(String tail) {
        return "arn:aws:personalize:%s:000000000000:%s".formatted(caller.scope().region(), tail);
    }

    /// Calls an operation as the wire does. Members are pairs of a name and a value.
    public JsonNode call(String operation, @Nullable Object... members) {
        var found = operations.stream()
                .filter(it -> it.name().equals(operation))
                .findFirst()
                .orElseThrow();
        return call(found, json(members));
    }

    private <I extends Record, O extends Record> JsonNode call(Operation<I, O> operation, Map<String, Object> request) {
        @SuppressWarnings("unchecked") // every operation nests its request under this name
        var type = (Class<I>) Arrays.stream(operation.getClass().getDeclaredClasses())
                .filter(nested -> nested.getSimpleName().equals("Request"))
                .findFirst()
                .orElseThrow();
        var decoded = MAPPER.convertValue(request, type);
        Validator.check(decoded);
        return MAPPER.valueToTree(operation.handle(decoded, caller));
    }

    /// Returns a JSON object of these members, pairs of a name and a value. Null members are left out.
    public static Map<String, Object> json(@Nullable Object... members) {
        var json = new java.util.LinkedHashMap<String, Object>();
        for (int i = 0; i < members.length; i += 2) {
            var value = members[i + 1];
            if (value != null) {
                json.put(String.valueOf(members[i]), value);
            }
        }
        return json;
    }

    /// Returns the type and message of the error of `call`, or fails if it succeeds.
    public static String refusal(ThrowingCallable call) {
        var refusal = catchThrowableOfType(ServiceException.class, call);
        assertThat(refusal).as("the call was not refused").isNotNull();
        return refusal.getClass().getSimpleName() + ": " + refusal.getMessage();
    }

    public <T> T read(Function<CatalogView, T> work) {
        return Shared.CATALOG.read(work);
    }

    public <T> T write(Function<Transaction, T> work) {
        return Shared.CATALOG.write(work);
    }

    /// Returns this fixture's waiting jobs of that task, oldest first.
    public List<QueuedJob> queued(TaskName task) {
        return read(view -> view.jobs().all()).stream()
                .filter(job -> job.task() == task && Scope.of(job.arn()).equals(caller.scope()))
                .toList();
    }

    /// Creates an ACTIVE dataset group.
    public String group(String name, @Nullable String domain) {
        var arn = caller.scope().arn("dataset-group", name);
        insert(new DatasetGroup(name, arn, Status.ACTIVE, null, null, now, now, null, domain));
        return arn.toString();
    }

    /// Creates an ACTIVE custom dataset group with events and films.
    public String films() {
        var group = group("films", null);
        dataset(group, "INTERACTIONS", EVENTS);
        dataset(group, "ITEMS", FILMS);
        return group;
    }

    /// Creates an ACTIVE dataset with a schema of its own.
    public String dataset(String group, String type, String avro) {
        var groupArn = Arn.of(group);
        var schema = caller.scope().arn("schema", groupArn.rest() + "-" + type);
        insert(new DatasetSchema(schema.rest(), schema, avro, now, now, null));
        var arn = caller.scope().arn("dataset", groupArn.rest() + "/" + type);
        insert(new Dataset("data", arn, groupArn, type, schema, Status.ACTIVE, now, now, null, null));
        return arn.toString();
    }

    /// Adds interactions to a dataset group.
    public void importInteractions(String group) {
        write(transaction -> {
            var dataset = caller.scope().arn("dataset", Arn.of(group).rest() + "/INTERACTIONS");
            transaction
                    .datasetFiles()
                    .add(dataset, DatasetFile.Origin.BULK, new DatasetFile.Content("file", 1_000, 2, 3), now);
            return dataset;
        });
    }

    private void insert(Resource resource) {
        write(transaction -> {
            transaction.insert(resource, List.of());
            return resource;
        });
    }

    /// Applies these events to a resource.
    public void on(String arn, LifeCycleEvent... events) {
        write(transaction -> {
            for (var event : events) {
                apply(
                        transaction,
                        (Resource.Living<?>) transaction.find(Arn.of(arn)).orElseThrow(),
                        event);
            }
            return arn;
        });
    }

    private <R extends Resource.Living<R>> void apply(
            Transaction transaction, Resource.Living<R> resource, LifeCycleEvent event) {
        transaction.replace((Resource) resource, resource.on(event, now));
    }

    /// Makes a resource in creation ACTIVE.
    public String activated(String arn) {
        on(arn, new LifeCycleEvent.Started(), new LifeCycleEvent.Finished());
        return arn;
    }

    /// Creates an ACTIVE solution.
    public String solution(String name, String group, String recipe) {
        return call("CreateSolution", "name", name, "datasetGroupArn", group, "recipeArn", RECIPES + recipe)
                .at("/solutionArn")
                .asString();
    }

    /// Creates a version that waits for its training.
    public String pendingVersion(String solution) {
        return call("CreateSolutionVersion", "solutionArn", solution)
                .at("/solutionVersionArn")
                .asString();
    }

    /// Creates an ACTIVE version, with a model.
    public String version(String solution) {
        var arn = pendingVersion(solution);
        activated(arn);
        write(transaction -> {
            var version = transaction.require(SolutionVersion.class, Arn.of(arn));
            transaction
                    .models()
                    .add(new ModelRecord(
                            version.arn(),
                            1,
                            "model",
                            10,
                            20,
                            Map.of("coverage", 0.123456, "precision_at_5", 0.5),
                            now,
                            1_000));
            return version;
        });
        return arn;
    }

    /// Creates an ACTIVE campaign.
    public String campaign(String name, String version) {
        return activated(call("CreateCampaign", "name", name, "solutionVersionArn", version)
                .at("/campaignArn")
                .asString());
    }

    /// Creates an ACTIVE recommender.
    public String recommender(String name, String group, String recipe) {
        return activated(
                call("CreateRecommender", "name", name, "datasetGroupArn", group, "recipeArn", RECIPES + recipe)
                        .at("/recommenderArn")
                        .asString());
    }
}
