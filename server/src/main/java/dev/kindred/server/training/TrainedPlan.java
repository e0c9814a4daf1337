package dev.kindred.server.training;

import dev.kindred.engine.recipe.Trained;
import dev.kindred.server.recipe.RecipeFacts;
import java.util.Map;

/// A trained model with the choices made for it.
///
/// @param recipe the recipe that was selected
/// @param tuned what a search found, by the parameters' names
record TrainedPlan(RecipeFacts recipe, Trained trained, Map<String, String> tuned) {}
