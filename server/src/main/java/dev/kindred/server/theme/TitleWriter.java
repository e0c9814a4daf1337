package dev.kindred.server.theme;

import static java.lang.System.Logger.Level.WARNING;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Requests the titles of one job from a language model. A failed title is left out. After a few consecutive
/// failures the job sends no more requests, so an endpoint that hangs delays a job by a few timeouts only. The
/// writer logs its failures once, at the end.
public final class TitleWriter implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(TitleWriter.class.getName());

    /// Consecutive failures after which a job sends no more requests. Taste.
    private static final int MOST_FAILURES_IN_A_ROW = 3;

    /// Tests whether a title matches its list. Called by several threads.
    @FunctionalInterface
    public interface Fit {

        /// Returns whether the title matches the list.
        ///
        /// @param request the index of the title's request
        boolean fits(int request, String title);
    }

    private final @Nullable LanguageModel model;
    private final String job;
    private final AtomicInteger inARow = new AtomicInteger();
    private final AtomicInteger missing = new AtomicInteger();
    private final AtomicReference<@Nullable String> reason = new AtomicReference<>();

    /// @param model null for none: then there are no titles, and nothing is logged
    /// @param job the name of the job, for the log
    public TitleWriter(@Nullable LanguageModel model, String job) {
        this.model = model;
        this.job = job;
    }

    /// Returns the titles of some lists in their order, empty for those that failed.
    ///
    /// @throws CancellationException if this thread is interrupted
    public List<Optional<String>> titles(List<TitleRequest> requests, Fit fit) {
        if (model == null) {
            return Collections.nCopies(requests.size(), Optional.empty());
        }
        var executor = Executors.newVirtualThreadPerTaskExecutor();
        try {
            var asked = IntStream.range(0, requests.size())
                    .mapToObj(i -> executor.submit(() -> title(model, requests.get(i), title -> fit.fits(i, title))))
                    .toList();
            return results(asked);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } finally {
            executor.shutdownNow();
        }
    }

    private static List<Optional<String>> results(List<Future<Optional<String>>> asked) throws InterruptedException {
        var titles = new ArrayList<Optional<String>>();
        for (var future : asked) {
            try {
                titles.add(future.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
        return titles;
    }

    private Optional<String> title(LanguageModel asked, TitleRequest request, Predicate<String> fits)
            throws InterruptedException {
        try {
            var title = TitleText.of(answer(asked, TitlePrompt.of(request)));
            if (!fits.test(title)) {
                throw new TitleException("its title is not about the items");
            }
            return Optional.of(title);
        } catch (TitleException e) {
            missing.incrementAndGet();
            reason.compareAndSet(null, e.getMessage());
            return Optional.empty();
        }
    }

    private String answer(LanguageModel asked, String prompt) throws TitleException, InterruptedException {
        try (var _ = asked.permit()) {
            if (inARow.get() >= MOST_FAILURES_IN_A_ROW) {
                throw new TitleException("it failed %d times in a row".formatted(MOST_FAILURES_IN_A_ROW));
            }
            var answer = asked.answer(TitlePrompt.INSTRUCTIONS, prompt);
            inARow.set(0);
            return answer;
        } catch (TitleException e) {
            inARow.incrementAndGet();
            throw e;
        }
    }

    /// Logs the number of failed titles, if there are any.
    @Override
    public void close() {
        if (missing.get() > 0) {
            LOG.log(
                    WARNING,
                    "{0}: {1} themes are worded without the model at theme.endpoint, because {2}. Check that it answers,"
                            + " and create the job again if the wording matters.",
                    job,
                    missing.get(),
                    reason.get());
        }
    }
}
