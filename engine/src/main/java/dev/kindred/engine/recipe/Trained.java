package dev.kindred.engine.recipe;

import dev.kindred.engine.model.Model;
import java.util.Map;

/// What a training came to.
///
/// @param model trained on everything
/// @param metrics how good a model trained the same way, without the hold-out, did on the hold-out; by AWS's
/// names
/// @param chosen the parameters that were chosen on a hold-out, by name, for people to read
public record Trained(Model model, Map<String, Double> metrics, Map<String, String> chosen) {}
