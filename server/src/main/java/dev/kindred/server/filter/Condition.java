package dev.kindred.server.filter;

import java.util.List;

/// A test of one field.
public sealed interface Condition {

    Field field();

    /// The operands on the right side.
    List<Operand> operands();

    /// A comparison such as `field < operand`.
    record Comparison(Field field, Relation relation, Operand operand) implements Condition {

        @Override
        public List<Operand> operands() {
            return List.of(operand);
        }
    }

    /// `field IN (…)` or, if `negated`, `field NOT IN (…)`.
    record Membership(Field field, boolean negated, List<Operand> operands) implements Condition {

        public Membership {
            operands = List.copyOf(operands);
        }
    }
}
