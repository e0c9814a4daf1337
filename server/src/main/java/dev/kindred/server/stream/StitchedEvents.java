package dev.kindred.server.stream;

import dev.kindred.server.ingest.DatasetFileRows;
import dev.kindred.server.ingest.DuckSql;

/// The streamed events as they count: those with one id once, and anonymous ones under the user whom a later
/// event of their session names.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/recording-events.html">Recording events</a>
public final class StitchedEvents {

    private StitchedEvents() {}

    /// Returns a DuckDB query for them.
    ///
    /// @param rows a query for the rows of streamed dataset files, with [DatasetFileRows]'s numbers and
    /// [StreamedColumns]'s columns
    public static String query(String rows) {
        return """
                SELECT * EXCLUDE ("USER_ID"),
                       coalesce("USER_ID", first_value("USER_ID" IGNORE NULLS) OVER (
                           PARTITION BY %1$s ORDER BY %2$s, %3$s
                           ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING)) AS "USER_ID"
                FROM (SELECT * FROM (%5$s)
                      QUALIFY row_number() OVER (PARTITION BY %4$s ORDER BY %2$s, %3$s) = 1)
                """.formatted(
                        DuckSql.name(StreamedColumns.SESSION_ID),
                        DatasetFileRows.SEGMENT,
                        DatasetFileRows.PLACE,
                        DuckSql.name(StreamedColumns.EVENT_ID),
                        rows);
    }
}
