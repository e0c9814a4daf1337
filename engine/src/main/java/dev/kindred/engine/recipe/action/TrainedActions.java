package dev.kindred.engine.recipe.action;

import java.util.Map;

/// The result of a training.
///
/// @param model the model, trained on all data
/// @param metrics the metrics of a model trained in the same way without the test users
/// @param chosen the parameters that were selected on validation users, by name, for people to read
public record TrainedActions(ActionModel model, Map<String, Double> metrics, Map<String, String> chosen) {}
