package dev.kindred.server.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Scope;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecipeCatalogueTest {

    private static final Scope HERE = new Scope("000000000000", "us-east-1");

    private static RecipeFacts recipe(String name) {
        return RecipeCatalogue.of(Arn.of("arn:aws:personalize:::recipe/" + name));
    }

    @Test
    void everyRecipeCanBeFoundByItsArnAndSuitsOneCall() {
        assertThat(RecipeCatalogue.all()).hasSize(25).allSatisfy(recipe -> {
            assertThat(RecipeCatalogue.find(recipe.arn(HERE).toString(), HERE)).contains(recipe);
            boolean needsItem = recipe.can(RecipeAbility.NEEDS_ITEM);
            assertThat(needsItem).isEqualTo(recipe.type() == RecipeType.RELATED_ITEMS);
        });
    }

    @Test
    void useCasesTellWhichEventsTheyNeedAndWhichHideItems() {
        assertThat(recipe("aws-ecomm-frequently-bought-together").minimum())
                .isEqualTo(new EventMinimum("Purchase", 1_000));
        assertThat(recipe("aws-vod-trending-now").minimum()).isEqualTo(new EventMinimum(null, 1_000));
        assertThat(recipe("aws-vod-top-picks").hiddenEventTypes()).containsExactly("Watch");
        assertThat(recipe("aws-vod-most-popular").hiddenEventTypes()).isEmpty();
    }

    @Test
    void theOldRecipesAreTrainedAsTheirSuccessor() {
        for (var old : new String[] {"aws-hrnn", "aws-hrnn-metadata", "aws-hrnn-coldstart"}) {
            assertThat(RecipeCatalogue.trainedAs(recipe(old).arn(HERE)).name()).isEqualTo("aws-user-personalization");
        }
        assertThat(RecipeCatalogue.trainedAs(recipe("aws-sims").arn(HERE)).name())
                .isEqualTo("aws-sims");
    }

    @Test
    void parametersInEitherSpellingTakeThePlaceOfDefaults() {
        var values = recipe("aws-hrnn").transformation().valuesWith(Map.of("max_hist_length_percentile", "0.5"));

        assertThat(values)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "min_user_history_length_percentile", "0.0", "max_user_history_length_percentile", "0.5"));
    }
}
