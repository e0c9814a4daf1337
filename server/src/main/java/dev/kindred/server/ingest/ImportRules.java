package dev.kindred.server.ingest;

import dev.kindred.server.schema.Column;
import dev.kindred.server.schema.DatasetType;

/// The limits rows are held against. A character is a Unicode code point.
///
/// @param idLength characters of `USER_ID`, `ITEM_ID` and `ACTION_ID`
/// @param eventTypeLength characters of `EVENT_TYPE`
/// @param categoricalLength characters of categorical values and impressions, and of every other string of an item
/// @param textualLength characters of a textual value; what is longer is cut, not refused
/// @param lineBytes bytes of a line
/// @param minimumRows rows an interactions import must have
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/limits.html">Amazon Personalize quotas</a>
public record ImportRules(
        int idLength, int eventTypeLength, int categoricalLength, int textualLength, int lineBytes, long minimumRows) {

    /// Amazon's limits, without its minimum of 1,000 interactions.
    public static final ImportRules STANDARD = new ImportRules(256, 256, 1_000, 20_000, 1 << 20, 0);

    public ImportRules withMinimumRows(long rows) {
        return new ImportRules(idLength, eventTypeLength, categoricalLength, textualLength, lineBytes, rows);
    }

    /// Characters a string of this column may have; no limit is [Integer#MAX_VALUE].
    int maxLength(Column column, DatasetType type) {
        return switch (column.role()) {
            case ID -> idLength;
            case EVENT_TYPE -> eventTypeLength;
            case IMPRESSION, CATEGORICAL -> categoricalLength;
            case TEXTUAL -> textualLength;
            case PLAIN_STRING -> type == DatasetType.ITEMS ? categoricalLength : Integer.MAX_VALUE;
            case TIMESTAMP, NUMBER, BOOLEAN -> Integer.MAX_VALUE;
        };
    }
}
