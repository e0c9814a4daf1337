package dev.kindred.server.ingest;

import dev.kindred.server.schema.Column;
import dev.kindred.server.schema.DatasetType;

/// The limits of rows. A character is a Unicode code point.
///
/// @param idLength characters of `USER_ID`, `ITEM_ID` and `ACTION_ID`
/// @param eventTypeLength characters of `EVENT_TYPE`
/// @param categoricalLength characters of a categorical value, and of every other string of an item
/// @param textualLength characters of a textual value; a longer one is truncated, not refused
/// @param textBytes bytes of all strings of a row
/// @param minimumRows rows that an interactions import must have
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/limits.html">Amazon Personalize quotas</a>
public record ImportRules(
        int idLength, int eventTypeLength, int categoricalLength, int textualLength, int textBytes, long minimumRows) {

    /// The most items of an impression: AWS's limit of PutEvents.
    private static final int SHOWN_ITEMS = 25;

    /// Amazon's limits, without its minimum of 1,000 interactions.
    public static final ImportRules STANDARD = new ImportRules(256, 256, 1_000, 20_000, 1 << 20, 0);

    public ImportRules withMinimumRows(long rows) {
        return new ImportRules(idLength, eventTypeLength, categoricalLength, textualLength, textBytes, rows);
    }

    /// Returns the maximum number of bytes of a record: its strings with every byte escaped, and room for quotes,
    /// numbers and columns that the schema does not have. An imported row can therefore be exported and imported
    /// again.
    int recordBytes() {
        return Math.multiplyExact(4, textBytes);
    }

    /// Returns the maximum number of characters of a string in this column, or [Integer#MAX_VALUE] if there is no
    /// limit.
    int maxLength(Column column, DatasetType type) {
        return switch (column.role()) {
            case ID -> idLength;
            case EVENT_TYPE -> eventTypeLength;
            case IMPRESSION -> SHOWN_ITEMS * (idLength + 1) - 1; // the longest that PutEvents accepts
            case CATEGORICAL -> categoricalLength;
            case TEXTUAL -> textualLength;
            case PLAIN_STRING -> type == DatasetType.ITEMS ? categoricalLength : Integer.MAX_VALUE;
            case TIMESTAMP, NUMBER, BOOLEAN -> Integer.MAX_VALUE;
        };
    }
}
