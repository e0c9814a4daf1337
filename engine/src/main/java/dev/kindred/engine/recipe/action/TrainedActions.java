package dev.kindred.engine.recipe.action;

import java.util.Map;

/// The result of a training.
///
/// @param model trained on everything
/// @param metrics how good a model trained the same way did on users that it had not seen
/// @param chosen the parameters that were chosen on others, by name, for people to read
public record TrainedActions(ActionModel model, Map<String, Double> metrics, Map<String, String> chosen) {}
