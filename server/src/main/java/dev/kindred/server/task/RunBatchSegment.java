package dev.kindred.server.task;

import static java.lang.System.Logger.Level.INFO;

import dev.kindred.engine.recipe.segment.UserRanking;
import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.catalog.Transaction;
import dev.kindred.server.error.ServiceException;
import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.job.Job;
import dev.kindred.server.job.JobOutcome;
import dev.kindred.server.job.Task;
import dev.kindred.server.recipe.RecipeCatalogue;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.BatchSegmentJob;
import dev.kindred.server.resource.Filter;
import dev.kindred.server.resource.SolutionVersion;
import dev.kindred.server.serving.UserSegments;
import java.io.IOException;
import java.io.Writer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Computes a segment of users for each line of a batch segment job's files.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/getting-user-segments.html">User segments</a>
public final class RunBatchSegment implements Task {

    private static final System.Logger LOG = System.getLogger(RunBatchSegment.class.getName());
    private static final String BY_ATTRIBUTES = "aws-item-attribute-affinity";

    private final Catalog catalog;
    private final Segmenter segmenter;
    private final BatchFiles files;
    private final JobLifeCycle<BatchSegmentJob> steps;

    public RunBatchSegment(Catalog catalog, Segmenter segmenter, BatchFiles files, InstantSource clock) {
        this.catalog = catalog;
        this.segmenter = segmenter;
        this.files = files;
        this.steps = new JobLifeCycle<>(catalog, BatchSegmentJob.class, clock);
    }

    @Override
    public TaskName name() {
        return TaskName.BATCH_SEGMENT;
    }

    @Override
    public Load load() {
        return Load.BATCH;
    }

    @Override
    public void run(Job job) throws Exception {
        steps.run(job, begun -> {
            job.progress().reach("reading what users did", 0);
            var done = files.answer(
                    begun.jobInput().s3DataSource().path(),
                    begun.jobOutput().s3DataDestination().path(),
                    lines(begun, job),
                    job);
            steps.report(job, done.report());
            LOG.log(INFO, "{0}: {1} lines of {2} files answered", job.arn(), done.lines(), done.files());
        });
    }

    private Lines lines(BatchSegmentJob begun, Job job) throws IOException {
        var version = catalog.read(view -> view.require(SolutionVersion.class, begun.solutionVersionArn()));
        var filterArn = begun.filterArn();
        var filter = filterArn == null ? null : catalog.read(view -> view.require(Filter.class, Arn.of(filterArn)));
        boolean byAttributes = RecipeCatalogue.of(Objects.requireNonNull(version.recipeArn()))
                .name()
                .equals(BY_ATTRIBUTES);
        return new Lines(begun, job, segmenter.segments(begun, version), filter, byAttributes);
    }

    @Override
    public void fail(Transaction transaction, Job job, JobOutcome.Failed failure) {
        steps.fail(transaction, job, failure);
    }

    /// The lines of one job.
    ///
    /// @param filter the job's filter, or null
    private record Lines(
            BatchSegmentJob job,
            Job running,
            UserSegments segments,
            @Nullable Filter filter,
            boolean byAttributes) implements BatchFiles.LineProcessor {

        @Override
        public int linesAtOnce() {
            return segments.segmentsAtOnce(job.numResults());
        }

        @Override
        public void answer(List<String> texts, Writer out) throws IOException {
            var lines = new ArrayList<BatchLine>();
            var questions = new ArrayList<UserRanking.Query>();
            for (var text : texts) {
                var line = BatchLine.read(text, example());
                lines.add(line);
                if (line.problem() == null) {
                    try {
                        questions.add(question(line));
                    } catch (ServiceException e) {
                        line.fail(e.getMessage());
                    }
                }
            }
            var found = segments.find(questions, running.stopping()).iterator();
            for (var line : lines) {
                if (line.problem() == null) {
                    var users = found.next();
                    line.write(out, "usersList", users.length, i -> segments.userId(users[i]));
                } else {
                    line.writeProblem(out);
                }
            }
        }

        private String example() {
            return byAttributes ? "{\"itemAttributes\": \"ITEMS.GENRE = \\\"Comedy\\\"\"}" : "{\"itemId\": \"1\"}";
        }

        private UserRanking.Query question(BatchLine line) {
            return segments.question(items(line), job.numResults(), filter, line.texts("filterValues"));
        }

        private int[] items(BatchLine line) {
            if (byAttributes) {
                var conditions = line.text("itemAttributes");
                if (conditions == null) {
                    throw new InvalidInput("itemAttributes is missing. Write a line such as %s.".formatted(example()));
                }
                return segments.itemsWith(conditions);
            }
            var item = line.id("itemId");
            if (item == null) {
                throw new InvalidInput("itemId is missing. Write a line such as %s.".formatted(example()));
            }
            return segments.itemNamed(item);
        }
    }
}
