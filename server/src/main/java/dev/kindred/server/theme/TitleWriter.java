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

/// Asks a language model for the titles of one job. A title that is not to be had is nothing; once a few in a row
/// were not, the model is not asked again, so that an endpoint that hangs holds a job up for a few time-outs
/// only. The log is told once, at the end.
public final class TitleWriter implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(TitleWriter.class.getName());

    /// Failures in a row after which a job does not call the model again. Taste.
    private static final int MOST_FAILURES_IN_A_ROW = 3;

    /// Says whether a title is about its list. Several threads ask at once.
    @FunctionalInterface
    public interface Fit {

        /// Returns whether the title is about the list.
        ///
        /// @param request which of the requests the title is for
        boolean fits(int request, String title);
    }

    private final @Nullable LanguageModel model;
    private final String job;
    private final AtomicInteger inARow = new AtomicInteger();
    private final AtomicInteger missing = new AtomicInteger();
    private final AtomicReference<@Nullable String> reason = new AtomicReference<>();

    /// @param model null for none: then no title is to be had, and nothing is said of it
    /// @param job whose titles they are, for the log
    public TitleWriter(@Nullable LanguageModel model, String job) {
        this.model = model;
        this.job = job;
    }

    /// Returns the titles of some lists, in their order; nothing in the place of those that are not to be had.
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

    /// Tells the log how many titles were not to be had, if any.
    @Override
    public void close() {
        if (missing.get() > 0) {
            LOG.log(
                    WARNING,
                    "{0}: {1} themes are worded without the model at theme.endpoint, because {2}. See that it answers, and"
                            + " create the job anew if its wording matters.",
                    job,
                    missing.get(),
                    reason.get());
        }
    }
}
