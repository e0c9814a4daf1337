package dev.kindred.server.ingest;

/// What a column says about a cell it does not simply take.
///
/// @param isRefusal whether the row is bad; otherwise the cell was taken, and its owner is warned
/// @param text what was expected, or what the warning says
record Remark(boolean isRefusal, String text) {

    static final Remark EMPTY = refusal("a value: the column may not be empty");

    static Remark refusal(String expected) {
        return new Remark(true, expected);
    }

    static Remark warning(String text) {
        return new Remark(false, text);
    }
}
