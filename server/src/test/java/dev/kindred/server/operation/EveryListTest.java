package dev.kindred.server.operation;

import static dev.kindred.server.operation.Shop.noArn;
import static dev.kindred.server.operation.Shop.refusal;
import static dev.kindred.server.operation.Shop.validation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.runtime.GenreTasteFixture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.personalize.PersonalizeClient;

/// Properties common to all List operations.
class EveryListTest {
    private final Shop shop = Shop.open();

    /// A List operation: creates two entries, and requests a page.
    record Listing(String name, Consumer<Shop> fill, Pager pager) {

        @Override
        public String toString() {
            return name;
        }
    }

    interface Pager {
        Page ask(PersonalizeClient personalize, @Nullable Integer maxResults, @Nullable String nextToken);
    }

    record Page(List<String> names, @Nullable String nextToken) {}

    static Stream<Listing> lists() {
        return Stream.of(
                new Listing(
                        "ListSchemas",
                        shop -> {
                            shop.schema("one", Avro.ITEMS);
                            shop.schema("two", Avro.ITEMS);
                        },
                        (personalize, size, token) -> {
                            var page = personalize.listSchemas(
                                    request -> request.maxResults(size).nextToken(token));
                            return new Page(
                                    page.schemas().stream().map(it -> it.name()).toList(), page.nextToken());
                        }),
                new Listing(
                        "ListDatasetGroups",
                        shop -> {
                            shop.group("one");
                            shop.group("two");
                        },
                        (personalize, size, token) -> {
                            var page = personalize.listDatasetGroups(
                                    request -> request.maxResults(size).nextToken(token));
                            return new Page(
                                    page.datasetGroups().stream()
                                            .map(it -> it.name())
                                            .toList(),
                                    page.nextToken());
                        }),
                new Listing(
                        "ListDatasets",
                        shop -> {
                            shop.dataset(shop.group("one"), "Items", shop.schema("items", Avro.ITEMS));
                            shop.dataset(shop.group("two"), "Items", shop.arn("schema/items"));
                        },
                        (personalize, size, token) -> {
                            var page = personalize.listDatasets(
                                    request -> request.maxResults(size).nextToken(token));
                            return new Page(
                                    page.datasets().stream()
                                            .map(it -> it.datasetArn().split("/", -1)[1])
                                            .toList(),
                                    page.nextToken());
                        }),
                new Listing(
                        "ListDatasetImportJobs",
                        shop -> {
                            var dataset = shop.interactions();
                            shop.beginImport("one", dataset, "s3://none/none.csv");
                            shop.beginImport("two", dataset, "s3://none/none.csv");
                        },
                        (personalize, size, token) -> {
                            var page = personalize.listDatasetImportJobs(
                                    request -> request.maxResults(size).nextToken(token));
                            return new Page(
                                    page.datasetImportJobs().stream()
                                            .map(it -> it.jobName())
                                            .toList(),
                                    page.nextToken());
                        }),
                new Listing(
                        "ListEventTrackers",
                        shop -> {
                            shop.tracker("one", shop.group("one"));
                            shop.tracker("two", shop.group("two"));
                        },
                        (personalize, size, token) -> {
                            var page = personalize.listEventTrackers(
                                    request -> request.maxResults(size).nextToken(token));
                            return new Page(
                                    page.eventTrackers().stream()
                                            .map(it -> it.name())
                                            .toList(),
                                    page.nextToken());
                        }),
                new Listing(
                        "ListSolutions",
                        shop -> {
                            var group = shop.group("shop");
                            for (var name : List.of("one", "two")) {
                                shop.personalize()
                                        .createSolution(request -> request.name(name)
                                                .datasetGroupArn(group)
                                                .recipeArn(OperationsFixture.RECIPES + "aws-sims"));
                            }
                        },
                        (personalize, size, token) -> {
                            var page = personalize.listSolutions(
                                    request -> request.maxResults(size).nextToken(token));
                            return new Page(
                                    page.solutions().stream()
                                            .map(it -> it.name())
                                            .toList(),
                                    page.nextToken());
                        }),
                new Listing(
                        "ListFilters",
                        shop -> {
                            shop.dataset(shop.group("shop"), "Items", shop.schema("items", Avro.ITEMS));
                            for (var name : List.of("one", "two")) {
                                shop.personalize()
                                        .createFilter(request -> request.name(name)
                                                .datasetGroupArn(shop.arn("dataset-group/shop"))
                                                .filterExpression("INCLUDE ItemID WHERE Items.GENRE IN (\"a\")"));
                            }
                        },
                        (personalize, size, token) -> {
                            var page = personalize.listFilters(
                                    request -> request.maxResults(size).nextToken(token));
                            return new Page(
                                    page.filters().stream().map(it -> it.name()).toList(), page.nextToken());
                        }),
                new Listing(
                        "ListMetricAttributions",
                        shop -> {
                            for (var name : List.of("one", "two")) {
                                shop.dataset(
                                        shop.group(name), "Interactions", shop.schema(name, Avro.SHOP_INTERACTIONS));
                                shop.personalize()
                                        .createMetricAttribution(request -> request.name(name)
                                                .datasetGroupArn(shop.arn("dataset-group/" + name))
                                                .metrics(List.of())
                                                .metricsOutputConfig(output ->
                                                        output.roleArn("arn:aws:iam::000000000000:role/any")));
                            }
                        },
                        (personalize, size, token) -> {
                            var page = personalize.listMetricAttributions(
                                    request -> request.maxResults(size).nextToken(token));
                            return new Page(
                                    page.metricAttributions().stream()
                                            .map(it -> it.name())
                                            .toList(),
                                    page.nextToken());
                        }),
                new Listing(
                        "ListBatchInferenceJobs",
                        shop -> {
                            var fixture = new GenreTasteFixture(shop);
                            var version = fixture.version("popular", "aws-popularity-count");
                            for (var name : List.of("one", "two")) {
                                fixture.beginInference(name, version, "s3://none/none.json", it -> {});
                            }
                        },
                        (personalize, size, token) -> {
                            var page = personalize.listBatchInferenceJobs(
                                    request -> request.maxResults(size).nextToken(token));
                            return new Page(
                                    page.batchInferenceJobs().stream()
                                            .map(it -> it.jobName())
                                            .toList(),
                                    page.nextToken());
                        }),
                new Listing(
                        "ListBatchSegmentJobs",
                        shop -> {
                            var fixture = new GenreTasteFixture(shop);
                            var version = fixture.version("segments", "aws-item-affinity");
                            for (var name : List.of("one", "two")) {
                                fixture.beginSegments(name, version, "s3://none/none.json", it -> {});
                            }
                        },
                        (personalize, size, token) -> {
                            var page = personalize.listBatchSegmentJobs(
                                    request -> request.maxResults(size).nextToken(token));
                            return new Page(
                                    page.batchSegmentJobs().stream()
                                            .map(it -> it.jobName())
                                            .toList(),
                                    page.nextToken());
                        }),
                new Listing(
                        "ListDatasetExportJobs",
                        shop -> {
                            var dataset = shop.interactions();
                            for (var name : List.of("one", "two")) {
                                shop.personalize()
                                        .createDatasetExportJob(request -> request.jobName(name)
                                                .datasetArn(dataset)
                                                .roleArn("arn:aws:iam::000000000000:role/any")
                                                .jobOutput(out -> out.s3DataDestination(to -> to.path("s3://none/"))));
                            }
                        },
                        (personalize, size, token) -> {
                            var page = personalize.listDatasetExportJobs(
                                    request -> request.maxResults(size).nextToken(token));
                            return new Page(
                                    page.datasetExportJobs().stream()
                                            .map(it -> it.jobName())
                                            .toList(),
                                    page.nextToken());
                        }),
                new Listing(
                        "ListDataDeletionJobs",
                        shop -> {
                            var group = shop.group("shop");
                            for (var name : List.of("one", "two")) {
                                shop.personalize()
                                        .createDataDeletionJob(request -> request.jobName(name)
                                                .datasetGroupArn(group)
                                                .roleArn("arn:aws:iam::000000000000:role/any")
                                                .dataSource(from -> from.dataLocation("s3://none/users.csv")));
                            }
                        },
                        (personalize, size, token) -> {
                            var page = personalize.listDataDeletionJobs(
                                    request -> request.maxResults(size).nextToken(token));
                            return new Page(
                                    page.dataDeletionJobs().stream()
                                            .map(it -> it.jobName())
                                            .toList(),
                                    page.nextToken());
                        }),
                new Listing("ListRecipes", _ -> {}, (personalize, size, token) -> {
                    var page = personalize.listRecipes(
                            request -> request.maxResults(size).nextToken(token));
                    return new Page(page.recipes().stream().map(it -> it.name()).toList(), page.nextToken());
                }));
    }

    private Page ask(Listing list, @Nullable Integer maxResults, @Nullable String nextToken) {
        return list.pager().ask(shop.personalize(), maxResults, nextToken);
    }

    @ParameterizedTest
    @MethodSource("lists")
    void pagesOfOneShowEverythingOnceNewestFirst(Listing list) {
        list.fill().accept(shop);
        var seen = new ArrayList<String>();
        String token = null;
        do {
            var page = ask(list, 1, token);
            assertThat(page.names()).hasSize(1);
            seen.addAll(page.names());
            token = page.nextToken();
        } while (token != null);

        assertThat(seen)
                .isEqualTo(ask(list, 100, null).names())
                .isEqualTo(ask(list, 100, "").names());
        if (!list.name().equals("ListRecipes")) {
            assertThat(seen).containsExactly("two", "one");
        }
    }

    @ParameterizedTest
    @MethodSource("lists")
    void aTokenOfAnotherRegionOrNoTokenIsRefused(Listing list) {
        list.fill().accept(shop);
        var token = ask(list, 1, null).nextToken();
        var elsewhere = Shop.open();

        for (var wrong : Arrays.asList("no token", token + "x", token)) {
            assertThat(refusal(() -> list.pager().ask(elsewhere.personalize(), 1, wrong)))
                    .isEqualTo("InvalidNextTokenException: The nextToken is not one that " + list.name()
                            + " gave for this account, region and filter. Start again without it.");
        }
    }

    @ParameterizedTest
    @MethodSource("lists")
    void aPageHasOneToAHundredEntries(Listing list) {
        assertThat(refusal(() -> ask(list, 0, null)))
                .isEqualTo(validation("Value '0' at 'maxResults' failed to satisfy constraint: Member must have value"
                        + " greater than or equal to 1"));
        assertThat(refusal(() -> ask(list, 101, "\u00e9")))
                .contains(
                        "Value '101' at 'maxResults' failed to satisfy constraint: Member must have value less than or"
                                + " equal to 100",
                        "at 'nextToken' failed to satisfy constraint: Member must satisfy regular expression pattern:"
                                + " \\p{ASCII}{0,1500}");
    }

    @Test
    void anUnknownParentHasNoChildren() {
        var personalize = shop.personalize();

        assertThat(personalize
                        .listDatasets(request -> request.datasetGroupArn(shop.arn("dataset-group/none")))
                        .datasets())
                .isEmpty();
        assertThat(personalize
                        .listEventTrackers(request -> request.datasetGroupArn(shop.arn("dataset-group/none")))
                        .eventTrackers())
                .isEmpty();
        assertThat(personalize
                        .listDatasetImportJobs(request -> request.datasetArn(shop.arn("dataset/none/ITEMS")))
                        .datasetImportJobs())
                .isEmpty();
        assertThat(refusal(() -> personalize.listDatasets(request -> request.datasetGroupArn("none"))))
                .isEqualTo(validation(noArn("none", "datasetGroupArn")));
        assertThat(refusal(() -> personalize.listEventTrackers(request -> request.datasetGroupArn("none"))))
                .isEqualTo(validation(noArn("none", "datasetGroupArn")));
        assertThat(refusal(() -> personalize.listDatasetImportJobs(request -> request.datasetArn("none"))))
                .isEqualTo(validation(noArn("none", "datasetArn")));
    }
}
