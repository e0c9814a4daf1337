package dev.kindred.server.task;

import dev.kindred.engine.recipe.Workers;
import dev.kindred.server.job.Job;
import dev.kindred.server.storage.ObjectStore;
import dev.kindred.server.storage.ObjectSummary;
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

    private static final int LINES_AT_ONCE = 1_024;
    private static final int GRAIN = 16;
    private static final int LONGEST_LINE = 1 << 20;
    private static final String ENDING = ".out";

    private final ObjectStore objects;
    private final Path scratch;
    private final Workers workers;

    /// Answers lines, some at once.
    interface Answering {

        /// How many it takes at once, at most.
        int linesAtOnce();

        /// How many a file may have.
        default int mostLines() {
            return Integer.MAX_VALUE;
        }

        /// Writes the answer to each line, in their order, and a line break after it. A line that cannot be answered is
        /// told why in its answer.
        void answer(List<String> lines, Writer out) throws IOException;
    }

    /// Answers a line. Several threads ask at once.
    @FunctionalInterface
    interface LineAnswering {

        /// Returns the answer, which has no line breaks. A line that cannot be answered is told why in it.
        String answer(String line);
    }

    /// Returns an answering of one line at a time by each thread.
    Answering each(LineAnswering answering) {
        return new Answering() {
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
    record Done(int files, long lines) {}

    private record Answered(S3Location place, ScratchFile file) {}

    /// @param scratch a folder for what may be thrown away
    public BatchFiles(ObjectStore objects, Path scratch, Workers workers) {
        this.objects = objects;
        this.scratch = scratch;
        this.workers = workers;
    }

    /// Answers every line of `input`, a file or a folder's first level: of `x.json` in `x.json.out` in the
    /// folder `output`.
    ///
    /// @throws StorageException if that cannot be read, or this not written
    /// @throws Steps.Refusal if a file has more lines than it may have
    /// @throws CancellationException if the server stops
    Done answer(S3Location input, S3Location output, Answering answering, Job job) throws IOException, Steps.Refusal {
        var files = find(input);
        job.progress().expect(files.stream().mapToLong(ObjectSummary::size).sum());
        var answered = new ArrayList<Answered>();
        try {
            var reading = new Reading(answering, job);
            for (var file : files) {
                var name = file.key().substring(file.key().lastIndexOf('/') + 1);
                var draft = ScratchFile.in(scratch);
                answered.add(new Answered(output.resolve(name + ENDING), draft));
                reading.answer(new S3Location(input.bucket(), file.key()), draft);
            }
            for (var each : answered) {
                try (var content = each.file().content()) {
                    objects.put(each.place(), content);
                }
            }
            return new Done(files.size(), reading.lines);
        } finally {
            for (var each : answered) {
                each.file().close();
            }
        }
    }

    private List<ObjectSummary> find(S3Location input) {
        if (!input.isFolder()) {
            return List.of(objects.requireObject(input));
        }
        var files = objects.listFolder(input).stream()
                .filter(object -> !object.key().endsWith("/") && !object.key().endsWith(ENDING))
                .toList();
        if (files.isEmpty() || files.size() > MOST_FILES) {
            throw new StorageException.InvalidLocation(
                    input.bucket(),
                    input.key(),
                    "The folder %s holds %s files at its first level; a job reads 1 to %,d."
                            .formatted(input, files.isEmpty() ? "no" : "%,d".formatted(files.size()), MOST_FILES));
        }
        return files;
    }

    /// The reading of one job's files, one after the other.
    private final class Reading {

        private final Answering answering;
        private final Job job;
        private long lines;
        private long bytes;

        Reading(Answering answering, Job job) {
            this.answering = answering;
            this.job = job;
        }

        void answer(S3Location file, ScratchFile target) throws IOException, Steps.Refusal {
            int read = 0;
            try (var in = new BoundedLines(counted(objects.open(file, 0)), LONGEST_LINE);
                    var out = target.writer()) {
                int atOnce = answering.linesAtOnce();
                var chunk = new ArrayList<String>(atOnce);
                for (var line = in.next(); line.isPresent(); line = in.next()) {
                    if (!line.get().isBlank()) {
                        requireRoom(file, read++);
                        chunk.add(line.get());
                    }
                    if (chunk.size() == atOnce) {
                        answer(chunk, out);
                    }
                }
                answer(chunk, out);
            }
        }

        private void requireRoom(S3Location file, int read) throws Steps.Refusal {
            if (read == answering.mostLines()) {
                throw new Steps.Refusal(
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
