package dev.kindred.server.attribution;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import dev.kindred.server.catalog.AttributedAmount;
import dev.kindred.server.catalog.AttributedMetric;
import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.CatalogCache;
import dev.kindred.server.catalog.CatalogChange;
import dev.kindred.server.catalog.CatalogView;
import dev.kindred.server.catalog.ChangeFeed;
import dev.kindred.server.catalog.Transaction;
import dev.kindred.server.dataset.LiveDatasetGroups;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Dataset;
import dev.kindred.server.resource.MetricAttribution;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.schema.DatasetType;
import dev.kindred.server.stream.SealObserver;
import dev.kindred.server.stream.SealedPart;
import dev.kindred.server.stream.StreamedEvent;
import dev.kindred.server.stream.StreamedRecord;
import dev.kindred.server.stream.Streams;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The counts of streamed events, for dataset groups with a metric attribution.
///
/// For reports, no counts are kept in memory. Each report counts the events in the log. The transaction that
/// seals events into a dataset file adds their counts to the catalog, and the transaction that records a report
/// subtracts the reported counts. So every event is reported exactly once, even across restarts.
///
/// For the metrics endpoint, a background thread counts events as they arrive.
public final class Attributions implements SealObserver, ChangeFeed.Follower, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Attributions.class.getName());

    /// The attempts to read counts that concurrent commits change. Taste.
    private static final int ATTEMPTS = 5;

    /// The capacity of the counting thread's queue. Taste.
    private static final int MOST_WAITING = 10_000;

    private final Catalog catalog;
    private final Streams streams;
    private final LiveDatasetGroups groups;
    private final LiveCounts counts;
    private final InstantSource clock;
    private final AtomicBoolean late = new AtomicBoolean();
    private final ThreadPoolExecutor counter = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().name("attribution").daemon().factory());

    private final CatalogCache<Arn, Optional<Measure>> measures;
    private final ChangeFeed.Following following;

    /// The unreported counts of an attribution.
    ///
    /// @param rows the lines of the report, in its order
    /// @param amounts the amounts that the lines sum
    /// @param sources the sources that have counts of their own now
    /// @param metrics the metrics of the report; a metric that was deleted and created again is not equal
    public record Unreported(
            List<ReportRow> rows,
            List<AttributedAmount> amounts,
            Set<String> sources,
            List<AttributedMetric> metrics) {}

    /// The catalog's data for a report.
    private record Kept(
            Measure measure, @Nullable Dataset interactions, int sealedPart, List<AttributedAmount> amounts) {}

    public Attributions(
            Catalog catalog, Streams streams, LiveDatasetGroups groups, LiveCounts counts, InstantSource clock) {
        this.catalog = catalog;
        this.streams = streams;
        this.groups = groups;
        this.counts = counts;
        this.clock = clock;
        measures = new CatalogCache<>(catalog);
        following = catalog.feed().follow("attribution-feed", this);
        streams.onAppend(this::appended);
        streams.onSealing(this);
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    @Override
    public void changed(CatalogChange change) {
        change.resources().stream()
                .filter(arn -> arn.type().equals(ResourceKind.METRIC_ATTRIBUTION.arnType()))
                .forEach(arn -> later(() -> retain(arn)));
    }

    @Override
    public void anythingChanged() {
        counts.attributions().forEach(arn -> later(() -> retain(arn)));
    }

    /// Removes the counts of metrics that an attribution no longer has.
    private void retain(Arn attribution) {
        try {
            counts.retain(attribution, metricsOf(attribution));
        } catch (RuntimeException e) {
            LOG.log(ERROR, "The metrics endpoint may show removed metrics of " + attribution, e);
        }
    }

    private Set<String> metricsOf(Arn attribution) {
        return catalog.read(view -> view.attributions().metricsOf(attribution)).stream()
                .map(AttributedMetric::name)
                .collect(Collectors.toSet());
    }

    private Optional<Measure> measureOf(Arn datasetGroup) {
        return measures.get(datasetGroup, view -> Measure.find(view, datasetGroup));
    }

    private void appended(Dataset dataset, List<StreamedRecord> records) {
        if (isInteractions(dataset)) {
            measureOf(dataset.datasetGroupArn()).ifPresent(measure -> later(() -> count(measure, records)));
        }
    }

    private static boolean isInteractions(Dataset dataset) {
        return dataset.datasetType().equals(DatasetType.INTERACTIONS.name());
    }

    private void later(Runnable work) {
        try {
            counter.execute(work);
        } catch (RejectedExecutionException e) {
            if (!counter.isShutdown() && late.compareAndSet(false, true)) {
                LOG.log(
                        WARNING,
                        "Events arrive faster than they can be counted: the metrics endpoint omits some of them."
                                + " Reports are not affected");
            }
        }
    }

    private void count(Measure measure, List<StreamedRecord> records) {
        try {
            var tally = new Tally(measure, Integer.MAX_VALUE);
            records.forEach(record -> {
                if (record instanceof StreamedEvent event) {
                    tally.add(event);
                }
            });
            show(measure, tally.amounts());
        } catch (IOException | RuntimeException e) {
            LOG.log(ERROR, "Events of " + measure.datasetGroup() + " are missing from the metrics endpoint", e);
        }
    }

    private void show(Measure measure, List<AttributedAmount> amounts) throws IOException {
        for (var amount : amounts) {
            var metric = measure.find(amount.metric()).orElseThrow();
            var value = valueOf(measure, metric, amount);
            if (value != null) {
                counts.add(measure, metric, amount.source(), amount.windowStart(), value, now());
            }
        }
    }

    /// Adds the amounts of an import to the live counts.
    ///
    /// @param amounts amounts whose totals are final: nothing is looked up for them
    public void imported(Measure measure, List<AttributedAmount> amounts) {
        for (var amount : amounts) {
            measure.find(amount.metric())
                    .ifPresent(metric ->
                            counts.add(measure, metric, amount.source(), amount.windowStart(), amount.total(), now()));
        }
    }

    /// Returns the value of an amount, or null if the item's column has no number.
    private @Nullable BigDecimal valueOf(Measure measure, Measure.Metric metric, AttributedAmount amount)
            throws IOException {
        return switch (metric.expression()) {
            case MetricExpression.SampleCount _ -> BigDecimal.valueOf(amount.events());
            case MetricExpression.Sum sum
            when sum.dataset() == DatasetType.ITEMS -> {
                var text = groups.of(measure.datasetGroup())
                        .items()
                        .metadata(amount.item(), List.of(sum.column()))
                        .get(sum.column());
                var number = text == null ? null : Tally.number(text);
                yield number == null
                        ? null
                        : number.multiply(BigDecimal.valueOf(amount.events()), MathContext.DECIMAL128);
            }
            case MetricExpression.Sum _ -> amount.total();
        };
    }

    /// Returns the unreported counts of closed windows; empty if the attribution has no report location.
    ///
    /// @throws IOException if the events cannot be read
    public Optional<Unreported> unreported(Arn attribution) throws IOException {
        long now = now();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var found = catalog.read(view -> kept(view, attribution, now));
            if (found.isEmpty()) {
                return Optional.empty();
            }
            var kept = found.get();
            var tally = new Tally(kept.measure(), EventSources.MOST);
            if (kept.interactions() == null || readLog(kept.interactions(), kept.sealedPart(), tally)) {
                return Optional.of(unreported(kept, tally, now));
            }
        }
        throw new IOException("the events of %s are sealed faster than they can be read".formatted(attribution));
    }

    private static Optional<Kept> kept(CatalogView view, Arn attribution, long now) {
        return view.find(MetricAttribution.class, attribution)
                .flatMap(found -> Measure.find(view, found.datasetGroupArn()))
                .filter(measure -> measure.attribution().equals(attribution) && measure.folder() != null)
                .map(measure -> {
                    var dataset = view
                            .resources()
                            .childrenOf(measure.datasetGroup(), Dataset.class, ResourceKind.DATASET)
                            .stream()
                            .filter(Attributions::isInteractions)
                            .findFirst()
                            .orElse(null);
                    return new Kept(
                            measure,
                            dataset,
                            dataset == null
                                    ? 0
                                    : SealedPart.in(view.datasetFiles().of(dataset.arn())),
                            view.attributions().amountsOf(attribution, Windows.firstAt(now)));
                });
    }

    private boolean readLog(Dataset interactions, int sealedPart, Tally tally) throws IOException {
        try {
            return streams.readUnsealed(interactions, sealedPart, record -> {
                if (record instanceof StreamedEvent event) {
                    tally.add(event);
                }
            });
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /// The key of a line of a report.
    private record Line(String metric, String source, long window) {}

    private Unreported unreported(Kept kept, Tally tally, long now) throws IOException {
        var amounts = new ArrayList<AttributedAmount>();
        var values = new HashMap<Line, BigDecimal>();
        for (var amount : sum(kept.amounts(), tally.amounts())) {
            var metric = kept.measure().find(amount.metric());
            if (metric.isEmpty()
                    || amount.events() <= 0
                    || amount.windowStart() < Windows.firstAt(now)
                    || !Windows.isClosed(amount.windowStart(), now)) {
                continue;
            }
            var value = valueOf(kept.measure(), metric.get(), amount);
            if (value != null) {
                amounts.add(amount);
                values.merge(
                        new Line(amount.metric(), amount.source(), amount.windowStart()),
                        value,
                        (one, other) -> one.add(other, MathContext.DECIMAL128));
            }
        }
        var rows = values.entrySet().stream()
                .map(entry -> new ReportRow(
                        kept.measure().find(entry.getKey().metric()).orElseThrow(),
                        entry.getValue(),
                        entry.getKey().source(),
                        entry.getKey().window()))
                .sorted(ReportRow.ORDER)
                .toList();
        return new Unreported(
                rows,
                amounts,
                tally.sources(),
                kept.measure().metrics().stream().map(Measure.Metric::kept).toList());
    }

    private static Iterable<AttributedAmount> sum(List<AttributedAmount> some, List<AttributedAmount> others) {
        Map<AttributedAmount.Place, AttributedAmount> sums = new HashMap<>();
        some.forEach(amount -> sums.put(amount.place(), amount));
        others.forEach(amount -> sums.merge(amount.place(), amount, AttributedAmount::plus));
        return sums.values();
    }

    @Override
    public Sealing begin(Dataset dataset) {
        if (!isInteractions(dataset)) {
            return Sealing.UNSEEN;
        }
        return catalog.read(view -> Measure.find(view, dataset.datasetGroupArn()))
                .<Sealing>map(Counted::new)
                .orElse(Sealing.UNSEEN);
    }

    /// The events of a sealing.
    private final class Counted implements Sealing {

        private final Measure measure;
        private final Tally tally;

        Counted(Measure measure) {
            this.measure = measure;
            this.tally = new Tally(measure, EventSources.MOST);
        }

        @Override
        public void add(StreamedRecord record) {
            if (record instanceof StreamedEvent event) {
                tally.add(event);
            }
        }

        /// Adds the counts of the metrics that still exist: others can have been deleted, or replaced under the
        /// same name, while the log was read.
        @Override
        public void commit(Transaction transaction) {
            var attribution = measure.attribution();
            var present = Set.copyOf(transaction.attributions().metricsOf(attribution));
            var counted = measure.metrics().stream()
                    .map(Measure.Metric::kept)
                    .filter(present::contains)
                    .map(AttributedMetric::name)
                    .collect(Collectors.toSet());
            if (counted.isEmpty()) {
                return;
            }
            long first = Windows.firstAt(now());
            for (var amount : tally.amounts()) {
                if (amount.windowStart() >= first && counted.contains(amount.metric())) {
                    transaction.attributions().addAmount(attribution, amount);
                }
            }
            tally.sources().forEach(source -> transaction.attributions().addSource(attribution, source));
        }
    }

    /// Stops counting.
    @Override
    public void close() {
        following.close();
        counter.shutdownNow();
    }
}
