package dev.kindred.server.dataset.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.engine.data.ItemTable;
import dev.kindred.server.catalog.DatasetFile;
import dev.kindred.server.filter.CompiledFilter;
import dev.kindred.server.filter.FilterExpression;
import dev.kindred.server.filter.FilterRequest;
import dev.kindred.server.filter.FilterSchema;
import dev.kindred.server.filter.FilterValuesException;
import dev.kindred.server.filter.UserEvents;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.DatasetType;
import dev.kindred.server.snapshot.StoredDataset;
import dev.kindred.server.storage.DamagedFileException;
import dev.kindred.server.storage.DatasetFileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Live items, and filters over them.
final class LiveItemsTest {

    private static final AvroSchema ITEMS = AvroSchema.parse("""
            {"type":"record","name":"Items","fields":[
             {"name":"ITEM_ID","type":"string"},{"name":"GENRE","type":["null","string"],"categorical":true},
             {"name":"TITLE","type":["null","string"]},{"name":"YEAR","type":["null","int"]},
             {"name":"PRICE","type":["null","float"]},{"name":"CREATION_TIMESTAMP","type":["null","long"]},
             {"name":"ADULT","type":["null","boolean"]}]}""");
    private static final AvroSchema USERS = AvroSchema.parse("""
            {"type":"record","name":"Users","fields":[
             {"name":"USER_ID","type":"string"},{"name":"AGE","type":["null","int"]}]}""");
    private static final AvroSchema EVENTS = AvroSchema.parse("""
            {"type":"record","name":"Interactions","fields":[
             {"name":"USER_ID","type":"string"},{"name":"ITEM_ID","type":"string"},
             {"name":"EVENT_TYPE","type":"string"},{"name":"TIMESTAMP","type":"long"}]}""");
    private static final FilterSchema SCHEMA = new FilterSchema(
            Map.of(DatasetType.ITEMS, ITEMS, DatasetType.USERS, USERS, DatasetType.INTERACTIONS, EVENTS));

    @TempDir
    private Path folder;

    private static LiveItems none(ItemRows rows) {
        return new LiveItems(new LiveTable.Loader(ITEMS, rows).seal());
    }

    private static Set<String> kept(String filter, LiveItems items, ItemRows rows, FilterRequest request) {
        var allowed =
                CompiledFilter.compile(FilterExpression.parse(filter), SCHEMA).evaluate(request);
        var ids = new TreeSet<String>();
        allowed.forEach(row -> ids.add(rows.id(row)));
        for (int row = 0; row < rows.size(); row++) {
            assertThat(allowed.allows(row)).isEqualTo(ids.contains(rows.id(row)));
        }
        assertThat(allowed.estimatedSize()).isEqualTo(ids.size());
        assertThat(items.columns().rowCount()).isEqualTo(rows.size());
        return ids;
    }

    /// `a`: drama, 2000; `b`: drama and comedy, 2010; `c`: comedy, no year; `d`: a record of nulls; `e`: no record.
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (\"BUY\");b c d e",
                "EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (\"*\");c d e",
                "INCLUDE ItemID WHERE Interactions.EVENT_TYPE NOT IN (\"buy\");b c d e",
                "INCLUDE ItemID WHERE Items.GENRE IN ($G) AND Items.YEAR >= $Y;b",
                "EXCLUDE ItemID WHERE Items.GENRE IN ($G) AND Items.YEAR >= $MISSING;d e",
                "EXCLUDE ItemID WHERE Items.GENRE IN ($MISSING) AND Items.YEAR >= $Y;a c d e",
                "EXCLUDE ItemID WHERE Items.GENRE IN ($MISSING) OR Items.YEAR >= $Y;a c d e",
                "EXCLUDE ItemID WHERE Items.YEAR >= $Y OR Items.GENRE IN ($MISSING);a c d e",
                "EXCLUDE ItemID WHERE Items.GENRE IN ($MISSING) AND Items.YEAR > $NONE OR Items.YEAR = 2000;b c d e",
                "EXCLUDE ItemID WHERE Items.GENRE IN ($MISSING) OR Items.YEAR > $NONE;a b c d e",
                "EXCLUDE ItemID WHERE Items.YEAR != $MISSING;a b c d e",
                "EXCLUDE ItemID WHERE Items.GENRE IN ($MISSING, \"comedy\");a d e",
                "EXCLUDE ItemID WHERE Items.GENRE IN ($MISSING, $G);d e",
                "EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ($MISSING) OR Interactions.EVENT_TYPE IN (\"view\");a c d e",
                "EXCLUDE ItemID WHERE Items.YEAR > $MISSING | EXCLUDE ItemID WHERE Items.YEAR = 2000;b c d e",
                "INCLUDE ItemID WHERE Items.GENRE IN ($G) | EXCLUDE ItemID WHERE Items.YEAR > $MISSING;a b c",
                "EXCLUDE ItemID WHERE Items.YEAR > $MISSING OR Items.YEAR = 2000 IF CurrentUser.AGE < 18;b c d e",
                "EXCLUDE ItemID WHERE Items.YEAR = 2000 IF CurrentUser.AGE < $MISSING;a b c d e",
                "EXCLUDE ItemID WHERE Items.YEAR = 2000 IF CurrentUser.AGE < 18 AND CurrentUser.AGE > $MISSING;a b c d e",
                "INCLUDE ItemID WHERE Items.GENRE IN (\"comedy\");b c",
                "INCLUDE ItemID WHERE Items.GENRE IN (\"Comedy\");~~",
                "INCLUDE ItemID WHERE Items.GENRE NOT IN (\"comedy\");a d e",
                "INCLUDE ItemID WHERE Items.YEAR != 2000;b c d e",
                "INCLUDE ItemID WHERE Items.YEAR < 2010.5;a b",
                "INCLUDE ItemID WHERE Items.YEAR IN (\"2000\", 2010.0);a b",
                "INCLUDE ItemID WHERE Items.PRICE = 1.1;a",
                "INCLUDE ItemID WHERE Items.TITLE IN (\"A|B\");a",
                "INCLUDE ItemID WHERE Items.ITEM_ID IN (\"a\", \"e\", \"zz\");a",
                "INCLUDE ItemID WHERE Items.YEAR = 2000 OR Items.GENRE IN (\"comedy\") AND Items.YEAR = 2010;a b",
                "INCLUDE ItemID WHERE Items.YEAR < CurrentItem.YEAR AND Items.GENRE IN CurrentItem.GENRE;a",
                "EXCLUDE ItemID WHERE Items.YEAR = 2000 IF CurrentUser.AGE < 18;b c d e",
                "EXCLUDE ItemID WHERE Items.YEAR = 2000 IF CurrentUser.AGE > 18;a b c d e",
                "INCLUDE ItemID WHERE Items.YEAR = 2000 IF CurrentUser.AGE > 18;a b c d e",
                "INCLUDE ItemID WHERE Items.GENRE IN (\"drama\") | INCLUDE ItemID WHERE Items.GENRE IN (\"comedy\") | EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (\"buy\");b c"
            })
    void filtersMeanWhatTheyAreDocumentedToMean(String filter, String expected) {
        var rows = new ItemRows();
        var items = none(rows);
        items.put("a", Map.of("GENRE", "drama", "YEAR", 2000, "PRICE", 1.1f, "TITLE", "A|B"));
        items.put("b", Map.of("GENRE", "drama|comedy", "YEAR", "2010", "PRICE", 2));
        items.put("c", Map.of("GENRE", "comedy"));
        items.put("d", Map.of());
        rows.rowOf("e");
        UserEvents events = (type, action) -> {
            if (type == null || type.equalsIgnoreCase("buy")) {
                action.accept(rows.find("a"));
            }
            if (type == null || type.equalsIgnoreCase("view")) {
                action.accept(rows.find("b"));
            }
        };
        var values = Map.of("G", "\"drama\", \"comedy\"", "Y", "2005");

        var request = new FilterRequest(items.columns(), events, Map.of("AGE", "17"), rows.find("b"), values);

        assertThat(String.join(" ", kept(filter, items, rows, request))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"drama", "\"a\",", "", "\"a\" \"b\"", "\"a", "'a", "1-2", "\"a\",b"})
    void aValueThatCannotBeReadIsRefused(String value) {
        assertThatThrownBy(() -> evaluate("INCLUDE ItemID WHERE Items.GENRE IN ($G)", Map.of("G", value)))
                .isInstanceOf(FilterValuesException.class)
                .hasMessage(
                        "The value of filter parameter G cannot be read. Put each string in double quotes and separate"
                                + " values by commas, as in {\"G\": \"\\\"Action\\\",\\\"Comedy\\\"\"}; numbers may stand without"
                                + " quotes. Between the quotes of a string, a backslash before a quote or a backslash"
                                + " makes it part of the string.");
    }

    @Test
    void missingAndWrongValuesAreRefused() {
        assertThatThrownBy(() -> evaluate("INCLUDE ItemID WHERE Items.GENRE IN ($G) AND Items.YEAR > $Y", Map.of()))
                .hasMessage("The filter needs values for $G, $Y: give them in filterValues.");
        assertThatThrownBy(() -> evaluate("INCLUDE ItemID WHERE Items.GENRE IN ($G, \"a\")", Map.of()))
                .hasMessage("The filter needs a value for $G: give it in filterValues.");
        assertThatThrownBy(() -> evaluate("INCLUDE ItemID WHERE Items.YEAR > $Y", Map.of("y", "1")))
                .hasMessage("The filter needs a value for $Y: give it in filterValues.");
        assertThatThrownBy(() -> evaluate("EXCLUDE ItemID WHERE Items.YEAR > $Y", Map.of("Y", "1,2")))
                .hasMessage(
                        "Items.YEAR is compared with one value, and filter parameter Y has 2. Give one, or use IN in the filter.");
        assertThatThrownBy(() -> evaluate("EXCLUDE ItemID WHERE Items.YEAR > $Y", Map.of("Y", "\"new\"")))
                .hasMessage("Items.YEAR is a number: give filter parameter Y numbers, such as {\"Y\": \"18\"}.");
    }

    private static void evaluate(String filter, Map<String, String> values) {
        var items = none(new ItemRows());
        CompiledFilter.compile(FilterExpression.parse(filter), SCHEMA)
                .evaluate(new FilterRequest(items.columns(), UserEvents.NONE, Map.of(), FilterRequest.NO_ITEM, values));
    }

    /// Filters by bitmaps, indexes and incrementally updated scans keep the same rows as a test of each row,
    /// while records change.
    @Property(tries = 300)
    void filtersKeepWhatALookAtEachRowKeeps(@ForAll long seed) {
        var random = new Random(seed);
        var rows = new ItemRows();
        var items = none(rows);
        Map<String, Map<String, Object>> records = new HashMap<>();
        rows.rowOf("bare");
        for (int round = 0; round < 6; round++) {
            for (int i = random.nextInt(12); i > 0; i--) {
                String id = "i" + random.nextInt(20);
                Map<String, Object> record = new HashMap<>();
                if (random.nextBoolean()) {
                    record.put("GENRE", random.nextBoolean() ? "g" + random.nextInt(3) : "g0|g" + random.nextInt(4));
                }
                if (random.nextBoolean()) {
                    record.put("YEAR", random.nextInt(4));
                }
                if (random.nextBoolean()) {
                    record.put("TITLE", "t" + random.nextInt(3));
                }
                records.put(id, record);
                items.put(id, record);
            }
            List<List<String>> alternatives = new ArrayList<>();
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                alternatives.add(random.ints(1 + random.nextInt(2), 0, CONDITIONS.length)
                        .mapToObj(c -> CONDITIONS[c])
                        .toList());
            }
            boolean include = random.nextBoolean();
            var written = new ArrayList<>(
                    alternatives.stream().map(all -> String.join(" AND ", all)).toList());
            if (!include && random.nextBoolean()) { // conditions without a value are left out
                written.set(0, "Items.YEAR < $NONE AND " + written.getFirst());
                written.add("Items.TITLE = $NONE");
            }
            String filter = (include ? "INCLUDE" : "EXCLUDE") + " ItemID WHERE " + String.join(" OR ", written);
            var expected = new TreeSet<String>();
            for (int row = 0; row < rows.size(); row++) {
                var record = records.getOrDefault(rows.id(row), Map.of());
                if (alternatives.stream().anyMatch(all -> all.stream().allMatch(c -> holds(c, record))) == include) {
                    expected.add(rows.id(row));
                }
            }

            var request =
                    new FilterRequest(items.columns(), UserEvents.NONE, Map.of(), FilterRequest.NO_ITEM, Map.of());

            assertThat(kept(filter, items, rows, request)).as(filter).isEqualTo(expected);
        }
    }

    private static final String[] CONDITIONS = {
        "Items.GENRE IN (\"g0\", \"g3\")", "Items.GENRE NOT IN (\"g1\")", "Items.TITLE = \"t1\"",
                "Items.TITLE != \"t2\"",
        "Items.YEAR < 2", "Items.YEAR >= 1.5", "Items.YEAR IN (0, 3)", "Items.YEAR != 1"
    };

    private static boolean holds(String condition, Map<String, Object> record) {
        Object genre = record.get("GENRE");
        List<String> genres =
                genre == null ? List.of() : Arrays.asList(genre.toString().split("\\|"));
        Object title = record.get("TITLE");
        Integer year = (Integer) record.get("YEAR");
        return switch (condition) {
            case "Items.GENRE IN (\"g0\", \"g3\")" -> genres.contains("g0") || genres.contains("g3");
            case "Items.GENRE NOT IN (\"g1\")" -> !genres.contains("g1");
            case "Items.TITLE = \"t1\"" -> "t1".equals(title);
            case "Items.TITLE != \"t2\"" -> !"t2".equals(title);
            case "Items.YEAR < 2" -> year != null && year < 2;
            case "Items.YEAR >= 1.5" -> year != null && year >= 1.5;
            case "Items.YEAR IN (0, 3)" -> year != null && (year == 0 || year == 3);
            case "Items.YEAR != 1" -> year == null || year != 1;
            default -> throw new AssertionError(condition);
        };
    }

    @Test
    void metadataIsShownAsAnswersShowIt() {
        var rows = new ItemRows();
        var items = none(rows);
        items.put("a", Map.of("PRICE", 1e10f, "YEAR", -5, "ADULT", true, "CREATION_TIMESTAMP", 1_700_000_000L));

        assertThat(items.metadata("unknown", List.of("price", "GENRE", "TITLE", "ADULT")))
                .as("an item that nobody knows")
                .isEmpty();
        assertThat(items.metadata("a", List.of("price", "YEAR", "ADULT", "GENRE", "NOTHING")))
                .isEqualTo(Map.of("PRICE", "10000000000", "YEAR", "-5", "ADULT", "true"));
        assertThat(items.createdAt(List.of("unknown", "a"))).containsExactly(ItemTable.UNKNOWN, 1_700_000_000L);
        assertThat(items.numbers("price", List.of("a", "unknown"))).containsExactly(1e10f, Float.NaN);
    }

    @Test
    void segmentsAreLoadedTheNewestRecordInForceAndOlderSchemasReadAsNull() throws Exception {
        var store = DatasetFileStore.open(folder);
        var first = datasetFile(store, 1, "SELECT 'a' AS ITEM_ID, 'x|y' AS GENRE UNION ALL SELECT 'b', NULL");
        var second = datasetFile(
                store, 2, "SELECT 'b' AS ITEM_ID, 'y' AS GENRE, 2000 AS \"YEAR\", 5::BIGINT AS CREATION_TIMESTAMP");
        var rows = new ItemRows();

        var items = new AttributeLoader(store, 64 << 20, 1)
                .items(new StoredDataset(null, ITEMS, List.of(first, second)), rows);

        assertThat(items.metadata("a", List.of("GENRE", "YEAR"))).isEqualTo(Map.of("GENRE", "x|y"));
        assertThat(items.metadata("b", List.of("GENRE", "YEAR"))).isEqualTo(Map.of("GENRE", "y", "YEAR", "2000"));
        assertThat(items.ids()).containsExactly("a", "b");
        assertThat(items.columns().withAny("GENRE", Set.of("y")).toArray()).containsExactly(0, 1);
        assertThat(items.features(List.of("b", "unknown"), "PRICE"::equals)).hasSize(2);
    }

    @Test
    void aDamagedDatasetFileIsRefused() throws Exception {
        var store = DatasetFileStore.open(folder);
        var datasetFile = datasetFile(store, 1, "SELECT 'a' AS ITEM_ID");
        var file = folder.resolve(datasetFile.file());
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        assertThatThrownBy(() -> new AttributeLoader(store, 64 << 20, 1)
                        .items(new StoredDataset(null, ITEMS, List.of(datasetFile)), new ItemRows()))
                .isInstanceOf(DamagedFileException.class)
                .hasMessageContaining(datasetFile.file());
    }

    static DatasetFile datasetFile(DatasetFileStore store, long seq, String query) throws SQLException {
        try (var draft = store.begin("items");
                var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("COPY (" + query + ") TO '" + draft.path() + "' (FORMAT parquet)");
            var file = draft.publish();
            var arn = Arn.of("arn:aws:personalize:us-east-1:000000000000:dataset/g/ITEMS");
            return new DatasetFile(
                    seq, arn, DatasetFile.Origin.BULK, file.file(), 1, file.bytes(), file.crc32c(), Instant.EPOCH);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
