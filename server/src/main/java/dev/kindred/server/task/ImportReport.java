package dev.kindred.server.task;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kindred.server.ingest.ImportResult;
import dev.kindred.server.ingest.ProblemReport;
import dev.kindred.server.literal.Message;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// The JSON report of an import for its owner.
///
/// @param rowsRead number of rows in the files
/// @param rowsImported number of rows added to the dataset, without rows that the dataset already had
/// @param reason why nothing could be read, or null
/// @param problems the problems of the files, or null if there are none
/// @param warnings warnings about data that was imported unchanged
@JsonInclude(JsonInclude.Include.NON_NULL)
record ImportReport(
        long rowsRead,
        long rowsImported,
        @Nullable String reason,
        @Nullable ProblemReport problems,
        List<Message> warnings) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    static ImportReport of(ImportResult.Imported imported, long rowsImported) {
        return new ImportReport(imported.rows(), rowsImported, null, null, imported.warnings());
    }

    static ImportReport of(ProblemReport problems) {
        return new ImportReport(problems.totalRows(), 0, null, problems, problems.warnings());
    }

    /// Returns the report of an import that read nothing.
    static ImportReport ofNothing(String reason) {
        return new ImportReport(0, 0, reason, null, List.of());
    }

    /// Returns this report with additional warnings.
    ImportReport warning(List<Message> more) {
        return new ImportReport(
                rowsRead,
                rowsImported,
                reason,
                problems,
                Stream.concat(warnings.stream(), more.stream()).toList());
    }

    String toJson() {
        return MAPPER.writeValueAsString(this);
    }
}
