package dev.kindred.server.filter;

/// How a comparison compares.
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

    /// Returns whether only numbers, which have an order, can be compared so.
    public boolean needsOrder() {
        return this != EQUAL && this != NOT_EQUAL;
    }
}
