package dev.kindred.server.ingest;

import dev.kindred.server.literal.Message;
import java.util.ArrayList;
import java.util.List;

/// Why an import was refused, for the person who owns the data. Serialised as it stands, it is the report object.
///
/// @param totalRows rows that were read, good and bad
/// @param badRows rows with at least one problem
/// @param fileProblems problems of whole files, in the order of the files
/// @param rowProblems the first [#MAX_ROW_PROBLEMS] problems of rows, in the order of files and lines
/// @param warnings sentences about data that would have been taken as it is
public record ProblemReport(
        long totalRows,
        long badRows,
        List<FileProblem> fileProblems,
        List<RowProblem> rowProblems,
        List<Message> warnings) {

    /// How many problems of rows are told one by one.
    public static final int MAX_ROW_PROBLEMS = 20;

    public ProblemReport {
        fileProblems = List.copyOf(fileProblems);
        rowProblems = List.copyOf(rowProblems);
        warnings = List.copyOf(warnings);
    }

    /// The report of an import as one text, short enough for a job's failure reason.
    public String summary() {
        return summary("nothing was imported");
    }

    /// The report as one text.
    ///
    /// @param consequence what came of the bad rows
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
