package dev.kindred.server.ingest;

/// The reason why a cell is refused, or a warning about an accepted cell.
///
/// @param isRefusal whether the row is bad; otherwise the cell is accepted with a warning
/// @param text the expected value, or the warning
record Remark(boolean isRefusal, String text) {

    static final Remark EMPTY = refusal("a value: the column may not be empty");

    static Remark refusal(String expected) {
        return new Remark(true, expected);
    }

    static Remark warning(String text) {
        return new Remark(false, text);
    }
}
