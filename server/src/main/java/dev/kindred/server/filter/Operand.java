package dev.kindred.server.filter;

import java.math.BigDecimal;

/// The right side of a condition, or one of its values.
public sealed interface Operand {

    /// A number.
    ///
    /// @param text as the expression writes it
    record Numeric(String text, BigDecimal value) implements Operand {}

    record Text(String value) implements Operand {}

    /// A place to be filled by each request.
    ///
    /// @param name without the `$`
    record Parameter(String name) implements Operand {}

    /// What the request's item has in that column.
    record CurrentItem(String name) implements Operand {}

    /// `*`: any value at all.
    record Anything() implements Operand {}
}
