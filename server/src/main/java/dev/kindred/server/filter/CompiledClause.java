package dev.kindred.server.filter;

import java.util.List;

/// A clause whose conditions match the schemas.
///
/// @param parameters the names of the parameters in all its conditions
record CompiledClause(
        Action action,
        List<List<CompiledCondition>> alternatives,
        List<CompiledCondition> userConditions,
        List<String> parameters) {}
