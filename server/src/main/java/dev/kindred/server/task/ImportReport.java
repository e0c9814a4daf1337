package dev.kindred.server.task;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kindred.server.ingest.ImportResult;
import dev.kindred.server.ingest.ProblemReport;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// What an import leaves for its owner to read.
///
/// @param rowsRead rows in the files
/// @param rowsImported rows that are now data; fewer than were read where an incremental import brought some
/// again
/// @param reason why nothing could be read, or null
/// @param problems what is wrong with the files, or null where nothing is
/// @param warnings what was taken as it is, for its owner to judge
@JsonInclude(JsonInclude.Include.NON_NULL)
record ImportReport(
        long rowsRead,
        long rowsImported,
        @Nullable String reason,
        @Nullable ProblemReport problems,
        List<String> warnings) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    static ImportReport of(ImportResult.Imported imported, long rowsImported) {
        return new ImportReport(imported.rows(), rowsImported, null, null, imported.warnings());
    }

    static ImportReport of(ProblemReport problems) {
        return new ImportReport(problems.totalRows(), 0, null, problems, problems.warnings());
    }

    /// The report of an import that read nothing.
    static ImportReport ofNothing(String reason) {
        return new ImportReport(0, 0, reason, null, List.of());
    }

    /// Returns this report with more warnings.
    ImportReport warning(List<String> more) {
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
