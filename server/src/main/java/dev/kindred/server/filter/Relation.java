package dev.kindred.server.filter;

/// The operator of a comparison.
public enum Relation {
    EQUAL("="),
    NOT_EQUAL("!="),
    LESS("<"),
    AT_MOST("<="),
    GREATER(">"),
    AT_LEAST(">=");

    private final String symbol;

    Relation(String symbol) {
        this.symbol = symbol;
    }

    /// The operator as an expression writes it.
    public String symbol() {
        return symbol;
    }

    /// Returns whether the operator needs ordered values, that is, numbers.
    public boolean needsOrder() {
        return this != EQUAL && this != NOT_EQUAL;
    }
}
