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

/// Answers each line of a batch job's files. What is answered is collected beside; only when every file is done
/// are they put where the job's owner looks, so that a job that breaks off leaves nothing behind.
///
/// Memory: some thousand lines and their answers, however large a file is.
public final class BatchFiles {

    /// The most files of a folder.
    private static final int MOST_FILES = 1_000;

    /// The lines between two writes, the lines of a worker at once, and a bound on hostile lines. Taste.
    private static final int LINES_AT_ONCE = 1_024;
    private static final int GRAIN = 16;
    private static final int LONGEST_LINE = 1 << 20;
    private static final String ENDING = ".out";

    private final ObjectStore objects;
    private final Path scratch;
    private final Workers workers;

    /// Answers lines, some at once.
    interface LineProcessor {

        /// How many it takes at once, at most.
        int linesAtOnce();

        /// How many a file may have.
        default int mostLines() {
            return Integer.MAX_VALUE;
        }

        /// Writes the answer to each line, in their order, and a line break after it. A line that cannot be
        /// answered is told why in its answer.
        void answer(List<String> lines, Writer out) throws IOException;
    }

    /// Answers a line. Several threads ask at once.
    @FunctionalInterface
    interface SingleLineProcessor {

        /// Returns the answer, which has no line breaks. A line that cannot be answered is told why in it.
        String answer(String line);
    }

    /// Returns an answering of one line at a time by each thread.
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

    /// What a job did.
    record Done(int files, long lines, List<Message> warnings) {

        ReadingReport report() {
            return new ReadingReport(files, lines, warnings);
        }
    }

    private record Answered(S3Location place, ScratchFile file) {}

    /// @param scratch a folder for what may be thrown away
    public BatchFiles(ObjectStore objects, Path scratch, Workers workers) {
        this.objects = objects;
        this.scratch = scratch;
        this.workers = workers;
    }

    /// Answers every line of `input`, a file or a folder's first level: of `x.json` in `x.json.out` in the
    /// folder `output`. A file whose name ends in `.gz` is decompressed.
    ///
    /// @throws StorageException if that cannot be read, or this not written
    /// @throws JobFailure if there is nothing to read, a file is damaged, or has more lines than it may have
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

    /// The reading of one job's files, one after the other.
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
                    throw new IOException("the stream of %s broke off".formatted(file.place()), e);
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
