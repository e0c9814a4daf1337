package dev.kindred.compat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Deterministic generated data with an obvious optimal list: users mostly have items of one of four groups.
final class PreferenceData {

    static final int TASTES = 4;
    private static final int ITEMS_OF_A_TASTE = 15;
    private static final int USERS = 240;
    private static final int EVENTS_OF_A_USER = 9;
    private static final double FAITHFULNESS = 0.95;

    private static final String SCHEMA = """
            {"type": "record", "name": "%s", "namespace": "com.amazonaws.personalize.schema", "version": "1.0",
             "fields": [%s]}
            """;
    static final String INTERACTIONS_SCHEMA = SCHEMA.formatted("Interactions", """
            {"name": "USER_ID", "type": "string"}, {"name": "ITEM_ID", "type": "string"},
            {"name": "EVENT_TYPE", "type": "string"}, {"name": "TIMESTAMP", "type": "long"}""");
    static final String ITEMS_SCHEMA = SCHEMA.formatted("Items", """
            {"name": "ITEM_ID", "type": "string"}, {"name": "PRICE", "type": "float"},
            {"name": "GENRE", "type": "string", "categorical": true}""");

    private PreferenceData() {}

    static String user(int number) {
        return "user-" + number;
    }

    static String item(int taste, int number) {
        return "item-" + taste + "-" + number;
    }

    /// Returns two items of each group that a user of the file of views does not have.
    static List<String> unseen(String user) {
        var had = itemsOf(user, interactions("view"));
        return IntStream.range(0, TASTES)
                .boxed()
                .flatMap(taste -> IntStream.range(0, ITEMS_OF_A_TASTE)
                        .mapToObj(number -> item(taste, number))
                        .filter(item -> !had.contains(item))
                        .limit(2))
                .toList();
    }

    static int tasteOf(String item) {
        return Integer.parseInt(item.split("-", -1)[1]);
    }

    /// Returns the number of the items that belong to that group.
    static long count(int taste, List<String> items) {
        return items.stream().filter(item -> tasteOf(item) == taste).count();
    }

    /// Returns a CSV file of interactions: each item of a user has one event of each type.
    static String interactions(String... eventTypes) {
        var lottery = new Random(7);
        var rows = new StringBuilder(Shop.HEADER);
        for (int user = 0; user < USERS; user++) {
            int second = 1_700_000_000 + user * 100;
            for (int number : someOf(lottery)) {
                int taste = lottery.nextDouble() < FAITHFULNESS ? user % TASTES : lottery.nextInt(TASTES);
                for (var type : eventTypes) {
                    rows.append("%s,%s,%s,%d%n".formatted(user(user), item(taste, number), type, second++));
                }
            }
        }
        return rows.toString();
    }

    private static List<Integer> someOf(Random lottery) {
        var numbers =
                new ArrayList<>(IntStream.range(0, ITEMS_OF_A_TASTE).boxed().toList());
        Collections.shuffle(numbers, lottery);
        return numbers.subList(0, EVENTS_OF_A_USER);
    }

    /// Returns the items that a user of the file has.
    static List<String> itemsOf(String user, String interactions) {
        return interactions
                .lines()
                .filter(row -> row.startsWith(user + ","))
                .map(row -> row.split(",", -1)[1])
                .distinct()
                .toList();
    }

    /// Returns a CSV file of all items: an item's genre is the name of its group.
    static String items() {
        return IntStream.range(0, TASTES * ITEMS_OF_A_TASTE)
                .mapToObj(i -> "%s,%d.5,genre-%d\n"
                        .formatted(
                                item(i / ITEMS_OF_A_TASTE, i % ITEMS_OF_A_TASTE),
                                i % ITEMS_OF_A_TASTE + 1,
                                i / ITEMS_OF_A_TASTE))
                .collect(Collectors.joining("", "ITEM_ID,PRICE,GENRE\n", ""));
    }
}
