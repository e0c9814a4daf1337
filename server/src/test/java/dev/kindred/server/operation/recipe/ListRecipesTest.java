package dev.kindred.server.operation.recipe;

import static dev.kindred.server.operation.Shop.refusal;
import static dev.kindred.server.operation.Shop.validation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.Shop;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.RecipeSummary;

class ListRecipesTest {
    private final Shop shop = Shop.open();
    private final PersonalizeClient personalize = shop.personalize();

    @Test
    void allRecipesAreListedByName() {
        var recipes = personalize
                .listRecipes(request -> request.recipeProvider("SERVICE"))
                .recipes();

        assertThat(recipes)
                .extracting(RecipeSummary::name)
                .isSorted()
                .hasSize(25)
                .contains("aws-hrnn", "aws-vod-top-picks");
        assertThat(recipes).extracting(RecipeSummary::status).containsOnly("ACTIVE");
        assertThat(recipes)
                .allSatisfy(recipe ->
                        assertThat(recipe.recipeArn()).isEqualTo("arn:aws:personalize:::recipe/" + recipe.name()))
                .allSatisfy(recipe -> assertThat(recipe.creationDateTime()).isBefore(Instant.now()))
                .allSatisfy(recipe -> assertThat(recipe.lastUpdatedDateTime()).isNotNull());
    }

    @ParameterizedTest
    @CsvSource({"ECOMMERCE, aws-ecomm-, 5", "VIDEO_ON_DEMAND, aws-vod-, 5"})
    void aDomainHasItsOwn(String domain, String prefix, int count) {
        var recipes = personalize.listRecipes(request -> request.domain(domain)).recipes();

        assertThat(recipes).hasSize(count).allMatch(recipe -> recipe.name().startsWith(prefix));
        assertThat(recipes).extracting(RecipeSummary::domainAsString).containsOnly(domain);
    }

    @Test
    void customRecipesHaveNoDomain() {
        assertThat(personalize.listRecipes(request -> {}).recipes().stream()
                        .filter(recipe -> recipe.domainAsString() == null))
                .hasSize(15);
    }

    @Test
    void unknownProvidersAndDomainsAreRefused() {
        assertThat(refusal(() -> personalize.listRecipes(
                        request -> request.recipeProvider("ME").domain("X"))))
                .isEqualTo(validation(
                        "Value 'ME' at 'recipeProvider' failed to satisfy constraint: Member must satisfy enum value set:"
                                + " [SERVICE]",
                        "Value 'X' at 'domain' failed to satisfy constraint: Member must satisfy enum value set:"
                                + " [ECOMMERCE, VIDEO_ON_DEMAND]"));
    }
}
