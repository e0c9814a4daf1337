package dev.kindred.server.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Columns are written as `NAME:type flags`, where a `?` after the type allows null.
final class SchemaRulesTest {

    private static final String INTERACTIONS = "USER_ID:string; ITEM_ID:string; TIMESTAMP:long";
    private static final String SHOP_INTERACTIONS = INTERACTIONS + "; EVENT_TYPE:string";
    private static final String SHOP_ITEMS = "ITEM_ID:string; PRICE:float; CATEGORY_L1:string categorical";
    private static final String VIDEO_ITEMS = "ITEM_ID:string; CREATION_TIMESTAMP:long; GENRES:string categorical";
    private static final String ACTION_INTERACTIONS =
            "USER_ID:string; ACTION_ID:string; EVENT_TYPE:string; TIMESTAMP:long";

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "custom", textBlock = """
            Interactions | custom          | USER_ID:string; ITEM_ID:string; TIMESTAMP:long
            Interactions | custom          | TIMESTAMP:long; ITEM_ID:string; USER_ID:string; EVENT_TYPE:string?; EVENT_VALUE:float?; IMPRESSION:string?; RECOMMENDATION_ID:string?; EVENT_ATTRIBUTION_SOURCE:string?
            Interactions | custom          | USER_ID:string; ITEM_ID:string; TIMESTAMP:long; EVENT_VALUE:double; EVENT_TYPE:string; IMPRESSION:string; A:string? categorical; B:int; C:boolean; D:float; E:string
            Items        | custom          | ITEM_ID:string; GENRE:string? categorical
            Items        | custom          | ITEM_ID:string; CREATION_TIMESTAMP:long?
            Items        | custom          | ITEM_ID:string; PLOT:string textual; TITLE:string itemName
            Items        | custom          | ITEM_ID:string; PRICE:float?; TITLE:string; ADULT_ONLY:boolean
            Users        | custom          | USER_ID:string; AGE:int
            Users        | custom          | USER_ID:string; GENDER:string? categorical; NAME:string
            Actions      | custom          | ACTION_ID:string; VALUE:long?
            Actions      | custom          | ACTION_ID:string; TYPE:string? categorical; CREATION_TIMESTAMP:long; EXPIRATION_TIMESTAMP:long?; REPEAT_FREQUENCY:long?
            Actions      | custom          | ACTION_ID:string; TYPE:string?; ACTION_EXPIRATION_TIMESTAMP:long?
            ActionInteractions | custom    | USER_ID:string; ACTION_ID:string; EVENT_TYPE:string; TIMESTAMP:long; IMPRESSION:string?; RECOMMENDATION_ID:string?; A:string categorical
            interactions | custom          | USER_ID:string; ITEM_ID:string; TIMESTAMP:long
            INTERACTIONS | ECOMMERCE       | USER_ID:string; ITEM_ID:string; TIMESTAMP:long; EVENT_TYPE:string
            users        | custom          | USER_ID:string; AGE:int
            ITEMS        | VIDEO_ON_DEMAND | ITEM_ID:string; CREATION_TIMESTAMP:long; GENRES:string categorical
            actions      | custom          | ACTION_ID:string; VALUE:long?
            actioninteractions | custom    | USER_ID:string; ACTION_ID:string; EVENT_TYPE:string; TIMESTAMP:long
            Action_Interactions | custom   | USER_ID:string; ACTION_ID:string; EVENT_TYPE:string; TIMESTAMP:long
            Interactions | ECOMMERCE       | USER_ID:string; ITEM_ID:string; TIMESTAMP:long; EVENT_TYPE:string
            Items        | ECOMMERCE       | ITEM_ID:string; PRICE:float; CATEGORY_L1:string categorical
            Items        | ECOMMERCE       | ITEM_ID:string; PRICE:float; CATEGORY_L1:string categorical; CATEGORY_L2:string? categorical; CATEGORY_L3:string? categorical; PRODUCT_DESCRIPTION:string? textual; CREATION_TIMESTAMP:float; AGE_GROUP:string? categorical; ADULT:string? categorical; GENDER:string? categorical
            Users        | ECOMMERCE       | USER_ID:string; AGE:int?
            Interactions | VIDEO_ON_DEMAND | USER_ID:string; ITEM_ID:string; TIMESTAMP:long; EVENT_TYPE:string; EVENT_VALUE:float?
            Items        | VIDEO_ON_DEMAND | ITEM_ID:string; CREATION_TIMESTAMP:long; GENRES:string categorical
            Items        | VIDEO_ON_DEMAND | ITEM_ID:string; CREATION_TIMESTAMP:long; GENRES_L1:string categorical; GENRE_L2:string? categorical; GENRE_L3:string? categorical; PRICE:float?; DURATION:float?; AVERAGE_RATING:float?; CONTENT_OWNER:string? categorical; CONTENT_CLASSIFICATION:string? categorical; PRODUCT_DESCRIPTION:string? textual
            Users        | VIDEO_ON_DEMAND | USER_ID:string; SUBSCRIPTION_MODEL:string? categorical
            """)
    void accepts(String name, @Nullable Domain domain, String columns) {
        assertThat(check(name, domain, columns).recordName().toLowerCase(Locale.ROOT))
                .isEqualTo(name.replace("_", "").toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "custom", textBlock = """
            Ratings      | custom          | ITEM_ID:string                                     | must tell the dataset type: Interactions, Items, Users, Actions or ActionInteractions
            Interaction  | custom          | ITEM_ID:string                                     | "Interaction"; it must tell the dataset type
            Interactions | custom          | ITEM_ID:string; TIMESTAMP:long                     | Field USER_ID is missing: Interactions schemas must have it as string.
            Interactions | custom          | USER_ID:string; TIMESTAMP:long                     | Field ITEM_ID is missing
            Interactions | custom          | USER_ID:string; ITEM_ID:string                     | Field TIMESTAMP is missing: Interactions schemas must have it as long.
            Interactions | custom          | USER_ID:int; ITEM_ID:string; TIMESTAMP:long        | Field USER_ID must be declared as string without flags, not as USER_ID int.
            Interactions | custom          | USER_ID:string?; ITEM_ID:string; TIMESTAMP:long    | Field USER_ID is required and may not be null
            Interactions | custom          | USER_ID:string categorical; ITEM_ID:string; TIMESTAMP:long | Field USER_ID must be declared as string without flags, not as USER_ID string, categorical.
            Interactions | custom          | user_id:string; ITEM_ID:string; TIMESTAMP:long     | Field user_id must be spelt USER_ID
            Interactions | custom          | USER_ID:string; ITEM_ID:string; TIMESTAMP:int      | Field TIMESTAMP must be declared as long
            Interactions | custom          | USER_ID:string; ITEM_ID:string; TIMESTAMP:string   | Field TIMESTAMP must be declared as long
            Interactions | custom          | USER_ID:string; ITEM_ID:string; TIMESTAMP:long; EVENT_TYPE:string categorical | Field EVENT_TYPE must be declared as string without flags
            Interactions | custom          | USER_ID:string; ITEM_ID:string; TIMESTAMP:long; EVENT_VALUE:int | Field EVENT_VALUE must be declared as float or double without flags, not as EVENT_VALUE int.
            Interactions | custom          | USER_ID:string; ITEM_ID:string; TIMESTAMP:long; IMPRESSION:string categorical | Field IMPRESSION must be declared as string without flags
            Interactions | custom          | USER_ID:string; ITEM_ID:string; TIMESTAMP:long; RECOMMENDATION_ID:long | Field RECOMMENDATION_ID must be declared as string
            Interactions | custom          | USER_ID:string; ITEM_ID:string; TIMESTAMP:long; EVENT_ATTRIBUTION_SOURCE:int | Field EVENT_ATTRIBUTION_SOURCE must be declared as string
            Interactions | custom          | USER_ID:string; ITEM_ID:string; TIMESTAMP:long; T:string textual | Field T: only Items schemas have textual fields.
            Interactions | custom          | USER_ID:string; ITEM_ID:string; TIMESTAMP:long; T:string itemName | Field T: only Items schemas have an itemName.
            Interactions | custom          | USER_ID:string; ITEM_ID:string; TIMESTAMP:long; A:int; B:int; C:int; D:int; E:int; F:int | Interactions schemas have at most 5 metadata fields besides the reserved ones; this one has 6: A, B, C, D, E, F.
            Items        | custom          | GENRE:string categorical                           | Field ITEM_ID is missing
            Items        | custom          | ITEM_ID:string                                     | Items schemas need at least one metadata field that training can use: a categorical or textual string, or a number.
            Items        | custom          | ITEM_ID:string; TITLE:string; ADULT_ONLY:boolean   | Items schemas need at least one metadata field
            Items        | custom          | ITEM_ID:string; CREATION_TIMESTAMP:float           | Field CREATION_TIMESTAMP must be declared as long
            Items        | custom          | ITEM_ID:string; A:string textual; B:string textual | Fields A, B are textual; an Items schema has at most 1.
            Items        | custom          | ITEM_ID:string; A:string itemName; B:string itemName; C:int | Fields A, B are an itemName; an Items schema has at most 1.
            Users        | custom          | AGE:int                                            | Field USER_ID is missing
            Users        | custom          | USER_ID:string                                     | Users schemas need at least one metadata field that training can use: a categorical string or a number.
            Users        | custom          | USER_ID:string; NAME:string                        | Users schemas need at least one metadata field
            Users        | custom          | USER_ID:string; ACTIVE:boolean                     | Users schemas need at least one metadata field
            Users        | custom          | USER_ID:string; AGE:int; BIO:string textual        | Field BIO: only Items schemas have textual fields.
            Actions      | custom          | ACTION_ID:string                                   | Actions schemas need at least one metadata field
            Actions      | custom          | ACTION_ID:string; VALUE:int                        | Field VALUE must be declared as long
            Actions      | custom          | ACTION_ID:string; CREATION_TIMESTAMP:int           | Field CREATION_TIMESTAMP must be declared as long
            Actions      | custom          | ACTION_ID:string; TYPE:long                        | Field TYPE must be declared as string, not as TYPE long.
            Actions      | custom          | ACTION_ID:string; EXPIRATION_TIMESTAMP:string      | Field EXPIRATION_TIMESTAMP must be declared as long
            Actions      | custom          | ACTION_ID:string; ACTION_EXPIRATION_TIMESTAMP:int  | Field ACTION_EXPIRATION_TIMESTAMP must be declared as long
            Actions      | custom          | ACTION_ID:string; REPEAT_FREQUENCY:int             | Field REPEAT_FREQUENCY must be declared as long
            ActionInteractions | custom    | USER_ID:string; ACTION_ID:string; TIMESTAMP:long   | Field EVENT_TYPE is missing
            ActionInteractions | custom    | USER_ID:string; ACTION_ID:string; TIMESTAMP:long; EVENT_TYPE:string? | Field EVENT_TYPE is required and may not be null
            ActionInteractions | custom    | USER_ID:string; ITEM_ID:string; EVENT_TYPE:string; TIMESTAMP:long | Field ACTION_ID is missing
            Actions      | ECOMMERCE       | ACTION_ID:string; VALUE:long                       | Actions schemas are for custom dataset groups only: leave the domain ECOMMERCE out.
            ActionInteractions | VIDEO_ON_DEMAND | USER_ID:string                                | ActionInteractions schemas are for custom dataset groups only
            Interactions | ECOMMERCE       | USER_ID:string; ITEM_ID:string; TIMESTAMP:long     | Field EVENT_TYPE is missing
            Interactions | VIDEO_ON_DEMAND | USER_ID:string; ITEM_ID:string; TIMESTAMP:long; EVENT_TYPE:string? | Field EVENT_TYPE is required and may not be null
            Items        | ECOMMERCE       | ITEM_ID:string; CATEGORY_L1:string categorical     | Field PRICE is missing: Items schemas must have it as float.
            Items        | ECOMMERCE       | ITEM_ID:string; PRICE:int; CATEGORY_L1:string categorical | Field PRICE must be declared as float
            Items        | ECOMMERCE       | ITEM_ID:string; PRICE:float; CATEGORY_L1:string    | Field CATEGORY_L1 must be declared as categorical string, not as CATEGORY_L1 string.
            Items        | ECOMMERCE       | ITEM_ID:string; PRICE:float; CATEGORY_L1:string? categorical | Field CATEGORY_L1 is required and may not be null
            Items        | ECOMMERCE       | ITEM_ID:string; PRICE:float; CATEGORY_L1:string categorical; PRODUCT_DESCRIPTION:string | Field PRODUCT_DESCRIPTION must be declared as textual string
            Items        | ECOMMERCE       | ITEM_ID:string; PRICE:float; CATEGORY_L1:string categorical; ADULT:boolean | Field ADULT must be declared as categorical string, not as ADULT boolean.
            Items        | ECOMMERCE       | ITEM_ID:string; PRICE:float; CATEGORY_L1:string categorical; CREATION_TIMESTAMP:string | Field CREATION_TIMESTAMP must be declared as
            Users        | ECOMMERCE       | USER_ID:string                                     | Users schemas need at least one metadata field
            Items        | VIDEO_ON_DEMAND | ITEM_ID:string; GENRES:string categorical          | Field CREATION_TIMESTAMP is missing
            Items        | VIDEO_ON_DEMAND | ITEM_ID:string; CREATION_TIMESTAMP:long            | Field GENRES is missing
            Items        | VIDEO_ON_DEMAND | ITEM_ID:string; CREATION_TIMESTAMP:long; GENRES:string | Field GENRES must be declared as categorical string
            Items        | VIDEO_ON_DEMAND | ITEM_ID:string; CREATION_TIMESTAMP:long; GENRES:string? categorical | Field GENRES is required and may not be null
            Items        | VIDEO_ON_DEMAND | ITEM_ID:string; CREATION_TIMESTAMP:long; GENRES:string categorical; DURATION:long | Field DURATION must be declared as float
            Users        | VIDEO_ON_DEMAND | USER_ID:string; SUBSCRIPTION_MODEL:string          | Field SUBSCRIPTION_MODEL must be declared as categorical string
            """)
    void refuses(String name, @Nullable Domain domain, String columns, String message) {
        assertThatThrownBy(() -> check(name, domain, columns))
                .isInstanceOf(InvalidSchemaException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"Items, ITEM_ID, 100", "Users, USER_ID, 25", "Actions, ACTION_ID, 10"})
    void countsMetadataUpToTheQuota(String name, String id, int quota) {
        assertThat(check(name, null, id + ":string" + numbers(quota)).recordName())
                .isEqualTo(name);
        assertThatThrownBy(() -> check(name, null, id + ":string" + numbers(quota + 1)))
                .hasMessageContaining("at most " + quota + " metadata fields");
    }

    @Test
    void countsNoReservedColumnAsMetadata() {
        check("ActionInteractions", null, ACTION_INTERACTIONS + "; IMPRESSION:string" + numbers(5));
        check("Interactions", Domain.ECOMMERCE, SHOP_INTERACTIONS + "; EVENT_VALUE:float" + numbers(5));
        check("Items", Domain.ECOMMERCE, SHOP_ITEMS + numbers(100));
        check("Items", Domain.VIDEO_ON_DEMAND, VIDEO_ITEMS + numbers(100));

        assertThatThrownBy(() -> check("ActionInteractions", null, ACTION_INTERACTIONS + numbers(6)))
                .hasMessageContaining("at most 5 metadata fields");
    }

    @Test
    void quotasAreSettings() {
        var generous = new SchemaRules(new SchemaQuotas(50, 100, 100, 100, 50, 3));

        assertThat(generous.check(schema("Users", "USER_ID:string" + numbers(99)), null))
                .isEqualTo(DatasetType.USERS);
        assertThat(generous.check(schema("Items", "ITEM_ID:string; A:string textual; B:string textual"), null))
                .isEqualTo(DatasetType.ITEMS);
    }

    @Test
    void namesEverythingThatIsWrongAtOnce() {
        var thrown = catchThrowableOfType(
                InvalidSchemaException.class,
                () -> check("Interactions", Domain.ECOMMERCE, "USER_ID:string?; TIMESTAMP:int; EVENT_VALUE:string"));

        assertThat(thrown.violations())
                .hasSize(5)
                .anySatisfy(text -> assertThat(text).contains("ITEM_ID"))
                .anySatisfy(text -> assertThat(text).contains("EVENT_TYPE"));
    }

    private static DatasetType check(String name, @Nullable Domain domain, String columns) {
        return new SchemaRules(SchemaQuotas.AMAZON).check(schema(name, columns), domain);
    }

    private static String numbers(int count) {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("; N").append(i).append("X:int");
        }
        return text.toString();
    }

    static AvroSchema schema(String name, String columns) {
        List<Column> parsed = new ArrayList<>();
        for (String column : columns.split(";", -1)) {
            String[] words = column.strip().split("[: ]+", -1);
            var flags = Set.copyOf(Arrays.asList(words).subList(2, words.length));
            parsed.add(new Column(
                    words[0],
                    ColumnType.find(words[1].replace("?", "")).orElseThrow(),
                    words[1].endsWith("?"),
                    flags.contains("categorical"),
                    flags.contains("textual"),
                    flags.contains("itemName")));
        }
        return new AvroSchema(name, parsed);
    }
}
