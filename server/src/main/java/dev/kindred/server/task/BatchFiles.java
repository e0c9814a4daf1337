package dev.kindred.server.task;

import dev.kindred.engine.recipe.Workers;
import dev.kindred.server.ingest.CsvSource;
import dev.kindred.server.ingest.GzipInput;
import dev.kindred.server.job.Job;
import dev.kindred.server.job.JobFailure;
import dev.kindred.server.literal.Message;
import dev.kindred.server.storage.ObjectStore;
import dev.kindred.server.storage.S3Location;
import dev.kindred.server.storage.ScratchFile;
import dev.kindred.server.storage.StorageException;
import java.io.BufferedWriter;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/// Processes the files of a batch job line by line. Outputs are written to scratch files and uploaded after
/// every input file is processed, so a job that fails uploads nothing.
///
/// Memory use is bounded by a few thousand lines and their answers, regardless of file size.
public final class BatchFiles {

    /// Maximum number of files in a folder.
    private static final int MOST_FILES = 1_000;

    /// Lines per write and per worker task; limits the memory that long lines can take. Taste.
    private static final int LINES_AT_ONCE = 1_024;
    private static final int GRAIN = 16;
    private static final int LONGEST_LINE = 1 << 20;
    private static final String ENDING = ".out";

    private final ObjectStore objects;
    private final Path scratch;
    private final Workers workers;

    /// Processes lines in batches.
    interface LineProcessor {

        /// Maximum number of lines per call.
        int linesAtOnce();

        /// Maximum number of lines of a file.
        default int mostLines() {
            return Integer.MAX_VALUE;
        }

        /// Writes the answers in the order of the lines, each followed by a line break. If a line cannot be
        /// answered, its answer contains the error.
        void answer(List<String> lines, Writer out) throws IOException;
    }

    /// Processes one line. Implementations are thread-safe.
    @FunctionalInterface
    interface SingleLineProcessor {

        /// Returns the answer, without line breaks. If the line cannot be answered, the answer contains the
        /// error.
        String answer(String line);
    }

    /// Returns a processor that distributes lines over the worker threads.
    LineProcessor each(SingleLineProcessor answering) {
        return new LineProcessor() {
            @Override
            public int linesAtOnce() {
                return LINES_AT_ONCE;
            }

            @Override
            public void answer(List<String> lines, Writer out) throws IOException {
                var answers = new String[lines.size()];
                workers.forRanges(answers.length, GRAIN, (from, to) -> {
                    for (int i = from; i < to; i++) {
                        answers[i] = answering.answer(lines.get(i));
                    }
                });
                for (var answer : answers) {
                    out.write(answer);
                    out.write('\n');
                }
            }
        };
    }

    /// Totals of a finished job.
    record Done(int files, long lines, List<Message> warnings) {

        ReadingReport report() {
            return new ReadingReport(files, lines, warnings);
        }
    }

    private record Answered(S3Location place, ScratchFile file) {}

    /// @param scratch a folder for temporary files
    public BatchFiles(ObjectStore objects, Path scratch, Workers workers) {
        this.objects = objects;
        this.scratch = scratch;
        this.workers = workers;
    }

    /// Answers every line of `input`, which is a file or a folder of which the first level is read. The answers
    /// to `x.json` are written to `x.json.out` in the folder `output`. A file whose name ends in `.gz` is
    /// decompressed.
    ///
    /// @throws StorageException if the input cannot be read or the output cannot be written
    /// @throws JobFailure if there is no input file, a file is damaged, or a file has too many lines
    /// @throws CancellationException if the server stops
    Done answer(String input, String output, LineProcessor answering, Job job) throws JobFailure, IOException {
        var folder = S3Location.parse(output);
        var own = objects.of(job.arn().account());
        var found = find(own, input);
        job.progress().expect(found.bytes());
        var answered = new ArrayList<Answered>();
        try {
            var reading = new Reading(answering, job);
            for (var file : found.files()) {
                var draft = ScratchFile.in(scratch);
                answered.add(new Answered(folder.resolve(file.name() + ENDING), draft));
                reading.answer(file, draft);
            }
            for (var each : answered) {
                try (var content = each.file().content()) {
                    own.put(each.place(), content);
                }
            }
            return new Done(found.files().size(), reading.lines, found.warnings());
        } finally {
            for (var each : answered) {
                each.file().close();
            }
        }
    }

    private static InputFiles find(ObjectStore own, String location) throws JobFailure {
        var input = InputFiles.find(own, location, InputFiles.Depth.FIRST_LEVEL, name -> !name.endsWith(ENDING));
        if (input.files().isEmpty()) {
            throw new JobFailure(input.emptiness("files at its first level"));
        }
        if (input.files().size() > MOST_FILES) {
            throw new JobFailure("The folder %s holds %,d files at its first level; a job reads 1 to %,d."
                    .formatted(input.place(), input.files().size(), MOST_FILES));
        }
        return input;
    }

    /// Reads the files of one job sequentially.
    private final class Reading {

        private final LineProcessor answering;
        private final Job job;
        private long lines;
        private long bytes;

        Reading(LineProcessor answering, Job job) {
            this.answering = answering;
            this.job = job;
        }

        void answer(InputFiles.InputFile file, ScratchFile target) throws JobFailure, IOException {
            int read = 0;
            var source = new CsvSource(
                    file.name(),
                    file.size(),
                    CsvSource.isGzip(file.name()),
                    () -> counted(objects.of(job.arn().account()).open(file.place(), 0)));
            long before = bytes;
            try (var in = new BoundedLines(source.text(), LONGEST_LINE);
                    var out = target.writer()) {
                int atOnce = answering.linesAtOnce();
                var chunk = new ArrayList<String>(atOnce);
                for (var line = in.next(); line.isPresent(); line = in.next()) {
                    if (!line.get().isBlank()) {
                        requireRoom(file.place(), read++);
                        chunk.add(line.get());
                    }
                    if (chunk.size() == atOnce) {
                        answer(chunk, out);
                    }
                }
                answer(chunk, out);
            } catch (GzipInput.DamagedException e) {
                if (e.isCut() && bytes - before < file.size()) {
                    throw new IOException("the stream of %s ended prematurely".formatted(file.place()), e);
                }
                throw new JobFailure("%s: %s".formatted(file.place(), e.getMessage()));
            }
        }

        private void requireRoom(S3Location file, int read) throws JobFailure {
            if (read == answering.mostLines()) {
                throw new JobFailure(
                        "%s has more than %,d lines, the most that a file of this job can have. Split it into several files, or create a job for each part."
                                .formatted(file, answering.mostLines()));
            }
        }

        private InputStream counted(InputStream stream) {
            return new FilterInputStream(stream) {
                @Override
                public int read() throws IOException {
                    int read = super.read();
                    bytes += read < 0 ? 0 : 1;
                    return read;
                }

                @Override
                public int read(byte[] buffer, int offset, int length) throws IOException {
                    int read = super.read(buffer, offset, length);
                    bytes += Math.max(0, read);
                    return read;
                }
            };
        }

        private void answer(List<String> chunk, BufferedWriter out) throws IOException {
            if (job.stopping().getAsBoolean()) {
                throw new CancellationException("the server stops");
            }
            if (!chunk.isEmpty()) {
                answering.answer(chunk, out);
            }
            lines += chunk.size();
            chunk.clear();
            job.progress().reach(lines, bytes);
        }
    }
}
