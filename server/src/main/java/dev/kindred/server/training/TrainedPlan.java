package dev.kindred.server.training;

import dev.kindred.engine.recipe.Trained;
import dev.kindred.server.recipe.RecipeFacts;
import java.util.Map;

/// A trained model and the choices of its searches.
///
/// @param recipe the selected recipe
/// @param tuned the hyper-parameters that a search found, by name
record TrainedPlan(RecipeFacts recipe, Trained trained, Map<String, String> tuned) {}
