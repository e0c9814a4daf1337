package dev.kindred.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.server.error.ServiceException.InvalidNextToken;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.DatasetImportJob;
import dev.kindred.server.resource.DatasetSchema;
import dev.kindred.server.resource.Resource;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.Scope;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagingTest {
    private static final Scope HERE = Samples.HERE;
    private static final Arn DATASET = Samples.datasetArn(HERE);
    private static final Arn OTHER = HERE.arn("dataset", "other/ITEMS");

    private Catalog catalog;
    private Paging paging;

    PagingTest(@TempDir Path folder) {
        catalog = Catalog.open(folder.resolve("catalog.sqlite"));
        paging = catalog.paging();
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    private void add(String... names) {
        for (var name : names) {
            Samples.insert(catalog, Samples.job(HERE, name, DATASET));
        }
    }

    private void remove(String name) {
        catalog.write(transaction -> {
            transaction.resources().remove(HERE.arn("dataset-import-job", name));
            return name;
        });
    }

    private Paging.Page<String> page(@Nullable Integer size, @Nullable String token) {
        return page(HERE, null, size, token);
    }

    private Paging.Page<String> page(
            Scope scope, @Nullable Arn dataset, @Nullable Integer size, @Nullable String token) {
        var filter = dataset == null ? null : dataset.toString();
        return paging.newestFirst(
                        new Paging.Query("ListDatasetImportJobs", scope, filter, token, size),
                        DatasetImportJob.class,
                        ResourceKind.DATASET_IMPORT_JOB,
                        filter)
                .map(DatasetImportJob::jobName);
    }

    private static String tokenOf(Paging.Page<String> page) {
        assertThat(page.nextToken()).isNotNull();
        return Objects.requireNonNull(page.nextToken());
    }

    @Test
    void theNewestComesFirstAndTiesKeepTheirOrder() {
        add("a", "c", "b"); // all with the same creation time

        assertThat(page(null, null)).isEqualTo(new Paging.Page<>(List.of("b", "c", "a"), null));
    }

    @Test
    void anEmptyListIsOneEmptyPage() {
        assertThat(page(1, null)).isEqualTo(new Paging.Page<>(List.of(), null));
    }

    @Test
    void aLastPageThatIsExactlyFullHasNoToken() {
        add("a", "b", "c", "d");

        var first = page(2, null);
        var second = page(2, tokenOf(first));

        assertThat(first.entries()).containsExactly("d", "c");
        assertThat(second).isEqualTo(new Paging.Page<>(List.of("b", "a"), null));
    }

    @Test
    void aPageHasAHundredEntriesWhereNoSizeIsAsked() {
        Samples.insert(
                catalog,
                IntStream.range(0, 101)
                        .mapToObj(i -> Samples.job(HERE, "job-" + i, DATASET))
                        .toArray(Resource[]::new));

        assertThat(page(null, null).entries()).hasSize(100);
    }

    @Test
    void aTokenIsGoodAgainAndAgainAndWithAnotherPageSize() {
        add("a", "b", "c", "d");
        var token = tokenOf(page(1, null));

        assertThat(page(2, token).entries()).containsExactly("c", "b");
        assertThat(page(2, token)).isEqualTo(page(2, token));
        assertThat(page(3, token)).isEqualTo(new Paging.Page<>(List.of("c", "b", "a"), null));
        assertThat(tokenOf(page(1, token))).isNotEqualTo(token);
    }

    @Test
    void whatComesInWhileAClientPagesNeitherShiftsNorRepeatsTheRest() {
        add("a", "b", "c");
        var token = tokenOf(page(2, null));

        add("d", "e");

        assertThat(page(2, token)).isEqualTo(new Paging.Page<>(List.of("a"), null));
    }

    @Test
    void whatGoesWhileAClientPagesTakesNothingElseWithIt() {
        add("a", "b", "c", "d");
        var token = tokenOf(page(2, null));

        remove("c"); // the one of the token
        remove("b");

        assertThat(page(2, token)).isEqualTo(new Paging.Page<>(List.of("a"), null));
    }

    @Test
    void aTokenOutlivesTheServer(@TempDir Path folder) {
        var file = folder.resolve("other.sqlite");
        catalog.close();
        catalog = Catalog.open(file);
        paging = catalog.paging();
        add("a", "b");
        var token = tokenOf(page(1, null));

        catalog.close();
        catalog = Catalog.open(file);
        paging = catalog.paging();

        assertThat(page(1, token).entries()).containsExactly("a");
    }

    @Test
    void aFilterShowsItsOwnAndItsTokenIsGoodForItAlone() {
        add("a", "b");
        Samples.insert(catalog, Samples.job(HERE, "x", OTHER));

        var ofDataset = page(HERE, DATASET, 1, null);
        assertThat(ofDataset.entries()).containsExactly("b");
        assertThat(page(HERE, DATASET, 1, tokenOf(ofDataset)).entries()).containsExactly("a");
        assertRefused(() -> page(HERE, OTHER, 1, ofDataset.nextToken()));
        assertRefused(() -> page(HERE, null, 1, ofDataset.nextToken()));
    }

    @Test
    void aTokenIsGoodInItsRegionAlone() {
        add("a", "b");
        var token = tokenOf(page(1, null));

        assertRefused(() -> page(new Scope("000000000000", "there"), null, 1, token));
        assertRefused(() -> page(new Scope("111111111111", "here"), null, 1, token));
    }

    @Test
    void aTokenIsGoodForItsOperationAlone() {
        add("a", "b");
        var token = tokenOf(page(1, null));

        assertRefused(() -> paging.newestFirst(
                new Paging.Query("ListSchemas", HERE, List.of(), token, 1),
                DatasetSchema.class,
                ResourceKind.SCHEMA,
                null));
    }

    @Test
    void aParentMadeAnewUnderTheOldNameBeginsANewList() {
        var group = Samples.group("shop");
        Samples.insert(catalog, group, Samples.dataset(group));
        var dataset = Samples.dataset(group).arn();
        Samples.insert(catalog, Samples.job(HERE, "a", dataset), Samples.job(HERE, "b", dataset));
        var token = tokenOf(page(HERE, dataset, 1, null));
        catalog.write(transaction -> {
            transaction.resources().remove(dataset);
            return dataset;
        });

        Samples.insert(catalog, Samples.dataset(group), Samples.job(HERE, "c", dataset));

        assertRefused(() -> page(HERE, dataset, 1, token));
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "x", "e30=", "bm8gdG9rZW4", "K1:7:0123456789abcdef"})
    void anythingElseIsNoToken(String text) {
        assertRefused(() -> page(1, text));
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(InvalidNextToken.class)
                .hasMessageMatching("The nextToken is not one that List\\w+ gave for this account, region and filter."
                        + " Start again without it.");
    }

    @Test
    void aListThatIsAlwaysTheSameIsPagedByName() {
        var names = List.of("a", "b", "c");
        var query = new Paging.Query("ListRecipes", HERE, List.of(), null, 2);

        var first = paging.byName(query, names, name -> name);
        var second = paging.byName(
                new Paging.Query("ListRecipes", HERE, List.of(), first.nextToken(), 2), names, name -> name);

        assertThat(first.entries()).containsExactly("a", "b");
        assertThat(second).isEqualTo(new Paging.Page<>(List.of("c"), null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {ResourceTable.NEWEST_OF_ALL, ResourceTable.NEWEST_OF_PARENT, ResourceTable.NEWEST_OF_STATUS})
    void thePageTenThousandCostsWhatTheFirstCosts(String statement, @TempDir Path folder) throws SQLException {
        var file = folder.resolve("plan.sqlite");
        Catalog.open(file).close();

        var plan = new StringBuilder();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var explain = connection.createStatement();
                var rows = explain.executeQuery("EXPLAIN QUERY PLAN " + statement.replace("?", "1"))) {
            while (rows.next()) {
                plan.append(rows.getString("detail")).append('\n');
            }
        }

        assertThat(plan.toString())
                .matches("SEARCH resource USING INDEX resource_by_(kind|parent|status_seq) \\(.* AND seq<\\?\\)\n")
                .doesNotContain("TEMP B-TREE", "SCAN");
    }
}
