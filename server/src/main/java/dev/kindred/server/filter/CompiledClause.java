package dev.kindred.server.filter;

import java.util.List;

/// A clause whose conditions fit the schemas.
///
/// @param parameters the names of those it uses
record CompiledClause(
        Action action,
        List<List<CompiledCondition>> alternatives,
        List<CompiledCondition> userConditions,
        List<String> parameters) {}
