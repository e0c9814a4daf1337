package dev.kindred.server.filter;

import java.math.BigDecimal;

/// The right side of a condition, or one of its values.
public sealed interface Operand {

    /// A number.
    ///
    /// @param text as the expression writes it
    record Numeric(String text, BigDecimal value) implements Operand {}

    record Text(String value) implements Operand {}

    /// A placeholder for a value of each request.
    ///
    /// @param name without the `$`
    record Parameter(String name) implements Operand {}

    /// The values of the request's item in a column.
    record CurrentItem(String name) implements Operand {}

    /// `*`: any value.
    record Anything() implements Operand {}
}
