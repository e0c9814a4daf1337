package dev.kindred.server.task;

import static java.lang.System.Logger.Level.INFO;

import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.Workers;
import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.catalog.Transaction;
import dev.kindred.server.deployment.Deployment;
import dev.kindred.server.deployment.ModelLoader;
import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.job.Job;
import dev.kindred.server.job.JobFailure;
import dev.kindred.server.job.JobOutcome;
import dev.kindred.server.job.Task;
import dev.kindred.server.recipe.RecipeAbility;
import dev.kindred.server.resource.BatchInferenceJob;
import dev.kindred.server.resource.Scope;
import dev.kindred.server.resource.ThemeGenerationConfig;
import dev.kindred.server.serving.RecommendationRequest;
import dev.kindred.server.serving.Recommendations;
import dev.kindred.server.serving.RecommendedItem;
import dev.kindred.server.text.TextEmbeddings;
import dev.kindred.server.theme.LanguageModel;
import dev.kindred.server.theme.TitleWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Computes recommendations for each line of a batch inference job's files.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/getting-batch-recommendations.html">Batch
/// recommendations</a>
public final class RunBatchInference implements Task {

    private static final System.Logger LOG = System.getLogger(RunBatchInference.class.getName());

    private final ModelLoader loader;
    private final Recommendations recommendations;
    private final BatchFiles files;
    private final Themes themes;
    private final JobLifeCycle<BatchInferenceJob> steps;

    /// Dependencies of theme generation.
    ///
    /// @param model the language model that writes titles, or null
    public record Themes(
            TextEmbeddings embeddings,
            Workers workers,
            @Nullable LanguageModel model) {}

    public RunBatchInference(
            Catalog catalog,
            ModelLoader loader,
            Recommendations recommendations,
            BatchFiles files,
            Themes themes,
            InstantSource clock) {
        this.loader = loader;
        this.recommendations = recommendations;
        this.files = files;
        this.themes = themes;
        this.steps = new JobLifeCycle<>(catalog, BatchInferenceJob.class, clock);
    }

    @Override
    public TaskName name() {
        return TaskName.BATCH_INFERENCE;
    }

    @Override
    public Load load() {
        return Load.BATCH;
    }

    @Override
    public void run(Job job) throws Exception {
        steps.run(job, begun -> {
            var lines = new Lines(begun, loader.batch(begun));
            try (var titles = new TitleWriter(themes.model(), job.arn().toString())) {
                var done = files.answer(
                        begun.jobInput().s3DataSource().path(),
                        begun.jobOutput().s3DataDestination().path(),
                        begun.themeGenerationConfig() == null
                                ? files.each(lines::answer)
                                : lines.themed(begun.themeGenerationConfig(), titles, job),
                        job);
                steps.report(job, done.report());
                LOG.log(INFO, "{0}: {1} lines of {2} files answered", job.arn(), done.lines(), done.files());
            }
        });
    }

    @Override
    public void fail(Transaction transaction, Job job, JobOutcome.Failed failure) {
        steps.fail(transaction, job, failure);
    }

    /// The lines of one job.
    private final class Lines {

        private final BatchInferenceJob job;
        private final Deployment deployment;
        private final Scope scope;

        Lines(BatchInferenceJob job, Deployment deployment) {
            this.job = job;
            this.deployment = deployment;
            this.scope = Scope.of(job.arn());
        }

        String answer(String line) {
            return switch (deployment.recipe().type()) {
                case RELATED_ITEMS -> BatchLine.answer(line, "{\"itemId\": \"1\"}", this::recommend);
                case PERSONALIZED_RANKING ->
                    BatchLine.answer(line, "{\"userId\": \"1\", \"itemList\": [\"a\", \"b\"]}", this::rank);
                default -> BatchLine.answer(line, "{\"userId\": \"1\"}", this::recommend);
            };
        }

        /// @throws JobFailure if the Items dataset no longer has a column that themes are made of
        ThemedLines themed(ThemeGenerationConfig config, TitleWriter titles, Job running) throws JobFailure {
            var watch = new TrainingContext(themes.workers(), 0, (_, _) -> {
                if (running.stopping().getAsBoolean()) {
                    throw new CancellationException("the server is stopping");
                }
            });
            return new ThemedLines(
                    deployment,
                    this::recommended,
                    new ListThemes(ItemWords.of(deployment.group(), config), themes.embeddings(), titles, watch));
        }

        private void recommend(BatchLine line, ObjectNode output) {
            write(recommended(line), output);
        }

        private List<RecommendedItem> recommended(BatchLine line) {
            return recommendations.recommend(deployment, question(line, job.numResults()), scope, line.seed());
        }

        private void rank(BatchLine line, ObjectNode output) {
            var items = line.ids("itemList");
            if (items.isEmpty()) {
                throw new InvalidInput("itemList is missing or empty. Give the items to be ranked.");
            }
            write(recommendations.rank(deployment, question(line, items.size()), items, scope, line.seed()), output);
        }

        private RecommendationRequest question(BatchLine line, int numResults) {
            return new RecommendationRequest(
                    job.arn().toString(),
                    line.id("userId"),
                    line.id("itemId"),
                    numResults,
                    line.texts("context"),
                    job.filterArn() == null
                            ? null
                            : new RecommendationRequest.FilterUse(job.filterArn(), line.texts("filterValues")),
                    null,
                    List.of(),
                    false);
        }

        private void write(List<RecommendedItem> items, ObjectNode output) {
            var ids = output.putArray("recommendedItems");
            items.forEach(item -> ids.add(item.itemId()));
            if (deployment.recipe().can(RecipeAbility.SCORES)) {
                var scores = output.putArray("scores");
                items.forEach(item -> scores.add(item.score()));
            }
            if (deployment.recipe().can(RecipeAbility.REASONS)) {
                var reasons = output.putArray("reason");
                items.forEach(item -> {
                    var ofItem = reasons.addArray();
                    if (item.reasons() != null) {
                        item.reasons().forEach(ofItem::add);
                    }
                });
            }
        }
    }
}
