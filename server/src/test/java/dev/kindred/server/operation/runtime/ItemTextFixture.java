package dev.kindred.server.operation.runtime;

import dev.kindred.server.cli.TestServer;
import dev.kindred.server.operation.Avro;
import dev.kindred.server.operation.Shop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.personalize.model.CreateSolutionRequest;
import software.amazon.awssdk.services.personalize.model.SolutionVersion;
import software.amazon.awssdk.services.personalizeevents.PersonalizeEventsClient;
import software.amazon.awssdk.services.personalizeevents.model.Item;
import software.amazon.awssdk.services.personalizeruntime.PersonalizeRuntimeClient;
import software.amazon.awssdk.services.personalizeruntime.model.PredictedItem;

/// A library with books about four subjects, with which their ids begin, and without interactions. Additional
/// books have no text, a text of emoji, a text in another script, or a very long text.
public final class ItemTextFixture implements AutoCloseable {

    public static final String RECIPE = GenreTasteFixture.RECIPES + "aws-semantic-similarity";

    private static final String[] COOKING = {
        "Bread at Home|Knead the dough, let the yeast rise and bake a crusty loaf in a hot oven.",
        "The Soup Pot|Simmer vegetables and bones into rich broth and season the stew with herbs.",
        "Sweet Pastry|Butter, flour and sugar become tarts, croissants and cakes for dessert.",
        "Pasta Nights|Boil fresh noodles and toss them with tomato sauce, garlic and parmesan cheese.",
        "Grill Master|Marinate the meat and roast it over charcoal, with recipes for barbecue sauces."
    };
    private static final String[] SPACE = {
        "Distant Galaxies|What telescopes tell astronomers about stars, nebulae and the expanding universe.",
        "To the Moon|How the rockets of the Apollo missions carried astronauts to the lunar surface.",
        "Planets|A tour of the solar system, from Mercury near the sun to the rings of Saturn.",
        "Black Holes|Gravity so strong that no light escapes: the physics of collapsed stars.",
        "Life in Orbit|An astronaut tells of months aboard the space station circling the earth."
    };
    private static final String[] FOOTBALL = {
        "The Champions|How the football team won the league, with goals in the last minute of the match.",
        "Between the Posts|A goalkeeper remembers saves, penalties and cup finals in crowded stadiums.",
        "The Coach|Tactics of a soccer manager: pressing, passing and how to line up eleven players.",
        "World Cup Stories|Great goals, strikers and upsets of the national teams' football tournament.",
        "Kick-off|A young player trains with his club and dreams of scoring in the first division."
    };
    private static final String[] GARDEN = {
        "The Rose Garden|When to prune, water and fertilise roses so that they bloom all summer.",
        "Growing Vegetables|Sow seeds in spring, compost the soil and harvest carrots and beans.",
        "Shady Corners|Plants and shrubs that flourish in the shade of trees in your backyard.",
        "The Balcony|Flower pots, herbs and climbing plants for gardeners with little space.",
        "The Orchard|Planting apple and pear trees, and how to graft and prune their branches."
    };

    private static final String ITEMS = Avro.schema(
            "Items",
            "ITEM_ID string",
            "TITLE string? itemName",
            "BLURB string? textual",
            "SHELF string? categorical",
            "CREATION_TIMESTAMP long?");
    private static final Map<String, String> SETTINGS = Map.of("incremental-update.interval", "100ms");

    public final Shop shop;
    public final String group;
    public final String items;
    public final PersonalizeRuntimeClient runtime;
    public final PersonalizeEventsClient events;
    private final TestServer server;

    private ItemTextFixture(TestServer server, boolean isNew) {
        this.server = server;
        shop = isNew ? Shop.at(server) : Shop.at(server, "library");
        runtime = server.configure(PersonalizeRuntimeClient.builder())
                .region(Region.of(shop.region()))
                .build();
        events = server.configure(PersonalizeEventsClient.builder())
                .region(Region.of(shop.region()))
                .build();
        group = shop.arn("dataset-group/library");
        items = shop.arn("dataset/library/ITEMS");
    }

    /// Creates the data on a new server.
    public static ItemTextFixture open() {
        var fixture = new ItemTextFixture(TestServer.start(SETTINGS), true);
        fixture.fill();
        return fixture;
    }

    /// Opens the data on a server in that folder, which is kept.
    public static ItemTextFixture in(Path folder, boolean isNew) {
        var fixture = new ItemTextFixture(TestServer.in(folder, SETTINGS, (job, milestone) -> {}), false);
        if (isNew) {
            fixture.fill();
        }
        return fixture;
    }

    private void fill() {
        shop.group("library");
        shop.dataset(group, "Items", shop.schema("items", ITEMS));
        shop.imported("books", items, shop.upload("books.csv", books()));
    }

    private static String[] books() {
        var lines = new ArrayList<>(List.of("ITEM_ID,TITLE,BLURB,SHELF,CREATION_TIMESTAMP"));
        add("cooking", COOKING, lines);
        add("space", SPACE, lines);
        add("football", FOOTBALL, lines);
        add("garden", GARDEN, lines);
        lines.add("blank,,,none,");
        lines.add("emoji,,😀🚀☕,none,");
        lines.add("script,日本語の本,宇宙と星の物語,none,");
        lines.add("long,Everything,\"%s\",none,".formatted("words and more words, ".repeat(950)));
        return lines.toArray(String[]::new);
    }

    private static void add(String subject, String[] books, List<String> lines) {
        for (int i = 0; i < books.length; i++) {
            int bar = books[i].indexOf('|');
            lines.add("%s%d,\"%s\",\"%s\",%s,%d"
                    .formatted(
                            subject,
                            i,
                            books[i].substring(0, bar),
                            books[i].substring(bar + 1),
                            i % 2 == 0 ? "upper" : "lower",
                            1_700_000_000 + i * 86_400));
        }
    }

    /// Returns a new ACTIVE solution.
    public String solution(String name, Consumer<CreateSolutionRequest.Builder> change) {
        var solution = shop.personalize()
                .createSolution(create -> change.accept(create.name(name)
                        .datasetGroupArn(group)
                        .performAutoTraining(false)
                        .recipeArn(RECIPE)))
                .solutionArn();
        Shop.await(
                "ACTIVE",
                () -> shop.personalize()
                        .describeSolution(it -> it.solutionArn(solution))
                        .solution()
                        .status());
        return solution;
    }

    /// Starts the training of a solution.
    public String begun(String solution) {
        return shop.personalize()
                .createSolutionVersion(it -> it.solutionArn(solution))
                .solutionVersionArn();
    }

    /// Trains a solution and returns the version.
    public String trained(String solution) {
        var version = begun(solution);
        Shop.await("ACTIVE", () -> describe(version).status());
        return version;
    }

    public SolutionVersion describe(String version) {
        return shop.personalize()
                .describeSolutionVersion(it -> it.solutionVersionArn(version))
                .solutionVersion();
    }

    /// Returns an ACTIVE campaign of a version.
    public String deployed(String name, String version) {
        var campaign = shop.personalize()
                .createCampaign(create -> create.name(name).solutionVersionArn(version))
                .campaignArn();
        Shop.await(
                "ACTIVE",
                () -> shop.personalize()
                        .describeCampaign(it -> it.campaignArn(campaign))
                        .campaign()
                        .status());
        return campaign;
    }

    /// Returns books similar to a book.
    public List<String> like(String campaign, String book, int count) {
        return runtime
                .getRecommendations(it -> it.campaignArn(campaign).itemId(book).numResults(count))
                .itemList()
                .stream()
                .map(PredictedItem::itemId)
                .toList();
    }

    /// Puts a book, or replaces it.
    public void put(String book, @Nullable String title, @Nullable String blurb) {
        var properties = new ArrayList<String>();
        if (title != null) {
            properties.add("\"title\": \"%s\"".formatted(title));
        }
        if (blurb != null) {
            properties.add("\"blurb\": \"%s\"".formatted(blurb));
        }
        var item = Item.builder()
                .itemId(book)
                .properties("{" + String.join(", ", properties) + "}")
                .build();
        events.putItems(it -> it.datasetArn(items).items(item));
    }

    /// Returns the ids of a subject's books.
    public static String[] booksOf(String subject) {
        var ids = new String[5];
        Arrays.setAll(ids, i -> subject + i);
        return ids;
    }

    @Override
    public void close() {
        runtime.close();
        events.close();
        shop.personalize().close();
        server.close();
    }
}
