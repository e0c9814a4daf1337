package dev.kindred.server.filter;

import java.util.List;
import java.util.stream.Stream;

/// One of the expressions that a filter chains with `|`.
///
/// @param alternatives a row meets the clause if it meets all conditions of one of these lists: `AND` binds
/// before `OR`
/// @param userConditions the clause counts only for a user who meets all of these; often none
public record Clause(Action action, Target target, List<List<Condition>> alternatives, List<Condition> userConditions) {

    public Clause {
        alternatives = alternatives.stream().map(List::copyOf).toList();
        userConditions = List.copyOf(userConditions);
    }

    /// Every condition, in the order of the text.
    public Stream<Condition> conditions() {
        return Stream.concat(alternatives.stream().flatMap(List::stream), userConditions.stream());
    }
}
