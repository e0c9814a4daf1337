package dev.kindred.server.ingest;

import dev.kindred.server.literal.Message;
import java.util.ArrayList;
import java.util.List;

/// The reasons why an import was rejected, for the owner of the data. It is serialised unchanged as the report
/// object.
///
/// @param totalRows rows read, good and bad
/// @param badRows rows with at least one problem
/// @param fileProblems problems of whole files, in file order
/// @param rowProblems the first [#MAX_ROW_PROBLEMS] problems of rows, in the order of files and lines
/// @param warnings sentences about data that would have been accepted unchanged
public record ProblemReport(
        long totalRows,
        long badRows,
        List<FileProblem> fileProblems,
        List<RowProblem> rowProblems,
        List<Message> warnings) {

    /// The maximum number of row problems that are listed individually.
    public static final int MAX_ROW_PROBLEMS = 20;

    public ProblemReport {
        fileProblems = List.copyOf(fileProblems);
        rowProblems = List.copyOf(rowProblems);
        warnings = List.copyOf(warnings);
    }

    /// Returns the report as one text that fits a job's failure reason.
    public String summary() {
        return summary("nothing was imported");
    }

    /// Returns the report as one text.
    ///
    /// @param consequence the effect of the bad rows
    public String summary(String consequence) {
        List<String> sentences = new ArrayList<>();
        for (FileProblem problem : fileProblems) {
            sentences.add(problem.file().isEmpty() ? problem.message() : problem.file() + ": " + problem.message());
        }
        if (badRows > 0) {
            sentences.add(
                    "%,d of %,d rows do not conform to the schema; %s.".formatted(badRows, totalRows, consequence));
            sentences.add((rowProblems.size() < MAX_ROW_PROBLEMS ? "Problems: " : "First problems: ")
                    + String.join(
                            "; ", rowProblems.stream().map(RowProblem::toString).toList()) + ".");
        }
        return String.join(" ", sentences);
    }
}
