package dev.kindred.server.ingest;

import dev.kindred.server.literal.Message;
import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.ColumnRole;
import dev.kindred.server.schema.DatasetType;
import dev.kindred.server.schema.ReservedKeywords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// The accumulated results of an import, in the order of files and lines. Converts line numbers within a slab to line
/// numbers within the file.
final class Findings {

    private static final class FileFindings {
        final String name;
        long lines;
        long rows;
        boolean isEmpty;
        boolean isRefused;
        boolean isMalformed;

        FileFindings(String name) {
            this.name = name;
        }
    }

    private record Counted(Remark remark, long count, String firstFile, long firstLine, String firstText) {}

    private final AvroSchema schema;
    private final DatasetType type;
    private final ImportRules rules;
    private final List<FileFindings> files = new ArrayList<>();
    private final SortedMap<Integer, List<FileProblem>> fileProblems = new TreeMap<>();
    private final List<RowProblem> rowProblems = new ArrayList<>();
    private final List<Message> warnings = new ArrayList<>();
    private final Map<String, Counted> counted = new LinkedHashMap<>();
    private final Set<String> eventTypes = new TreeSet<>();
    private long rows;
    private long badRows;
    private long rowsOfLines;
    private String firstRowOfLines = "";

    Findings(AvroSchema schema, DatasetType type, ImportRules rules) {
        this.schema = schema;
        this.type = type;
        this.rules = rules;
    }

    long rows() {
        return rows;
    }

    /// Starts the next file and returns its index.
    int beginFile(String name) {
        files.add(new FileFindings(name));
        return files.size() - 1;
    }

    /// Counts the lines of a file up to and including its header.
    void skipLines(int file, int lines) {
        files.get(file).lines += lines;
    }

    /// Records that a file has no header.
    void noteEmpty(int file) {
        files.get(file).isEmpty = true;
    }

    void refuseFile(int file, String message) {
        files.get(file).isRefused = true;
        addFileProblem(file, files.get(file).name, message);
    }

    /// Groups problems by file, because the problems of a slab arrive after the headers of later files.
    private void addFileProblem(int file, String name, String message) {
        fileProblems.computeIfAbsent(file, _ -> new ArrayList<>()).add(new FileProblem(name, message));
    }

    /// Adds the next slab of a file.
    void add(int index, SlabResult slab) {
        FileFindings file = files.get(index);
        rows += slab.rows();
        file.rows += slab.rows();
        badRows += slab.badRows();
        for (SlabResult.Problem problem : slab.problems()) {
            if (rowProblems.size() < ProblemReport.MAX_ROW_PROBLEMS) {
                rowProblems.add(new RowProblem(
                        file.name,
                        lineNumber(file, problem.line()),
                        problem.column(),
                        problem.text(),
                        problem.expected()));
            }
        }
        SlabResult.Malformed malformed = slab.malformed();
        if (malformed != null && !file.isMalformed) {
            file.isMalformed = true;
            refuseFile(
                    index,
                    "The file is not UTF-8: line %d, byte %d (0x%02X). Save it as UTF-8."
                            .formatted(lineNumber(file, malformed.line()), malformed.offset() + 1, malformed.value()));
        }
        slab.warnings().forEach(warning -> count(file, warning));
        count(file, slab.rowsOfLines());
        eventTypes.addAll(slab.eventTypes());
        file.lines += slab.lines();
    }

    private static long lineNumber(FileFindings file, int lineInSlab) {
        return file.lines + lineInSlab + 1;
    }

    private void count(FileFindings file, SlabResult.Warning warning) {
        counted.merge(
                warning.column(),
                new Counted(
                        warning.remark(),
                        warning.count(),
                        file.name,
                        lineNumber(file, warning.firstLine()),
                        warning.firstText()),
                (known, more) -> new Counted(
                        known.remark, known.count + more.count, known.firstFile, known.firstLine, known.firstText));
    }

    private void count(FileFindings file, SlabResult.RowsOfLines found) {
        if (rowsOfLines == 0 && found.count() > 0) {
            firstRowOfLines = "%s line %d".formatted(file.name, lineNumber(file, found.first()));
        }
        rowsOfLines += found.count();
    }

    /// Checks the conditions that need the whole input. Called once, at the end.
    void judgeAll() {
        counted.forEach((column, found) -> warnings.add(
                withFirst("%,d values of %s %s".formatted(found.count, column, found.remark.text()), found)));
        if (rowsOfLines > 0) {
            warn(
                    "Rows with line breaks between quotes: %,d (first: %s). They were kept; Amazon Personalize asks for texts without line breaks."
                            .formatted(rowsOfLines, firstRowOfLines));
        }
        judgeEventTypes();
        judgeEmptyFiles();
        if (type == DatasetType.INTERACTIONS && rows < rules.minimumRows() && fileProblems.isEmpty()) {
            addFileProblem(
                    files.size(),
                    "",
                    "The import has %,d interactions; at least %,d are required.".formatted(rows, rules.minimumRows()));
        }
    }

    /// The log has only the number of values; the report quotes the first.
    private static Message withFirst(String sentence, Counted found) {
        return new Message(
                "%s (first: %s line %d, \"%s\")."
                        .formatted(sentence, found.firstFile, found.firstLine, found.firstText),
                sentence + "; see the report.");
    }

    /// Adds a warning that does not quote data.
    void warn(String sentence) {
        warnings.add(Message.of(sentence));
    }

    private void judgeEventTypes() {
        boolean hasEventType = schema.columns().stream().anyMatch(column -> column.role() == ColumnRole.EVENT_TYPE);
        if (!hasEventType || rows == 0 || badRows == rows) {
            return;
        }
        Set<String> reserved = new TreeSet<>(eventTypes);
        reserved.retainAll(ReservedKeywords.ALL);
        if (eventTypes.isEmpty()) {
            warn("EVENT_TYPE is empty in every row; a training on nothing else fails.");
        } else if (!reserved.isEmpty()) {
            warn("EVENT_TYPE has values that are reserved keywords: %s. A training on nothing else fails; rename them."
                    .formatted(String.join(", ", reserved)));
        }
    }

    private void judgeEmptyFiles() {
        if (files.isEmpty()) {
            addFileProblem(0, "", "There is no file to import.");
        }
        boolean isAllEmpty = files.stream().allMatch(file -> file.isEmpty);
        for (int i = 0; i < files.size(); i++) {
            FileFindings file = files.get(i);
            if (file.rows > 0 || file.isRefused) {
                continue;
            }
            if (file.isEmpty && !isAllEmpty) {
                warn(file.name + " is empty and was passed over.");
            } else if (rows > 0) {
                warn(file.name + " holds a header and no rows.");
            } else {
                addFileProblem(i, file.name, file.isEmpty ? HeaderLine.EMPTY : "The file holds a header and no rows.");
            }
        }
    }

    boolean isRefusal() {
        return badRows > 0 || !fileProblems.isEmpty();
    }

    List<Message> warnings() {
        return List.copyOf(warnings);
    }

    ProblemReport report() {
        List<FileProblem> problems =
                fileProblems.values().stream().flatMap(List::stream).toList();
        return new ProblemReport(rows, badRows, problems, rowProblems, warnings);
    }
}
