package dev.kindred.server.filter;

import java.util.List;
import java.util.stream.Stream;

/// One of the expressions that a filter chains with `|`.
///
/// @param alternatives a row meets the clause if it meets all conditions of one of these lists: `AND` binds more
/// tightly than `OR`
/// @param userConditions the clause applies only to a user who meets all of these; often empty
public record Clause(Action action, Target target, List<List<Condition>> alternatives, List<Condition> userConditions) {

    public Clause {
        alternatives = alternatives.stream().map(List::copyOf).toList();
        userConditions = List.copyOf(userConditions);
    }

    /// Returns all conditions in the order of the text.
    public Stream<Condition> conditions() {
        return Stream.concat(alternatives.stream().flatMap(List::stream), userConditions.stream());
    }
}
