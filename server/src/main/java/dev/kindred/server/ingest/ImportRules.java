package dev.kindred.server.ingest;

import dev.kindred.server.schema.Column;
import dev.kindred.server.schema.DatasetType;

/// The limits rows are held against. A character is a Unicode code point.
///
/// @param idLength characters of `USER_ID`, `ITEM_ID` and `ACTION_ID`
/// @param eventTypeLength characters of `EVENT_TYPE`
/// @param categoricalLength characters of categorical values, and of every other string of an item
/// @param textualLength characters of a textual value; what is longer is cut, not refused
/// @param textBytes bytes of a row's strings together
/// @param minimumRows rows an interactions import must have
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/limits.html">Amazon Personalize quotas</a>
public record ImportRules(
        int idLength, int eventTypeLength, int categoricalLength, int textualLength, int textBytes, long minimumRows) {

    private static final int SHOWN_ITEMS = 25;

    /// Amazon's limits, without its minimum of 1,000 interactions.
    public static final ImportRules STANDARD = new ImportRules(256, 256, 1_000, 20_000, 1 << 20, 0);

    public ImportRules withMinimumRows(long rows) {
        return new ImportRules(idLength, eventTypeLength, categoricalLength, textualLength, textBytes, rows);
    }

    /// Bytes of a record: its strings, when each byte of them is escaped, and room for quotes, numbers and columns that
    /// the
    /// schema does not have. So a row that was imported can be exported, and imported again.
    int recordBytes() {
        return Math.multiplyExact(4, textBytes);
    }

    /// Characters a string of this column may have; no limit is [Integer#MAX_VALUE].
    int maxLength(Column column, DatasetType type) {
        return switch (column.role()) {
            case ID -> idLength;
            case EVENT_TYPE -> eventTypeLength;
            case IMPRESSION -> SHOWN_ITEMS * (idLength + 1) - 1; // as long as PutEvents can make it
            case CATEGORICAL -> categoricalLength;
            case TEXTUAL -> textualLength;
            case PLAIN_STRING -> type == DatasetType.ITEMS ? categoricalLength : Integer.MAX_VALUE;
            case TIMESTAMP, NUMBER, BOOLEAN -> Integer.MAX_VALUE;
        };
    }
}
