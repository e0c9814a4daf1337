package dev.kindred.paginators;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import software.amazon.awssdk.services.personalize.model.DatasetImportJobSummary;

/** The Reactive Streams project's own verification of publishers, with one test for each of its checks. */
class ReactiveStreamsTest {

    private static final int LONGEST = 1_000_000;

    /** The check that needs more elements than the longest listing here has. */
    private static final String BEYOND_LONGEST = "required_spec317_mustNotSignalOnErrorWhenPendingAboveLongMaxValue";

    @TestFactory
    Stream<DynamicTest> aPublisherOfItems() {
        return Arrays.stream(Items.class.getMethods())
                .filter(method -> method.getName().matches("(required|optional|stochastic)_.*"))
                .filter(method -> !method.getName().equals(BEYOND_LONGEST))
                .map(method -> DynamicTest.dynamicTest(method.getName(), () -> verify(method)));
    }

    private static void verify(Method check) throws Throwable {
        var items = new Items();
        items.setUp();
        try {
            check.invoke(items);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }

    /** The publisher under verification. */
    public static final class Items extends FlowPublisherVerification<DatasetImportJobSummary> {

        Items() {
            super(new TestEnvironment(200, 50));
        }

        @Override
        public Flow.Publisher<DatasetImportJobSummary> createFlowPublisher(long total) {
            var service = ImportJobs.holding((int) Math.min(total, LONGEST));
            var client = ImportJobs.asyncClient(request -> CompletableFuture.supplyAsync(() -> service.apply(request)));
            return PersonalizePaginators.listDatasetImportJobs(client)
                    .paginate()
                    .items();
        }

        @Override
        public Flow.Publisher<DatasetImportJobSummary> createFailedFlowPublisher() {
            var client = ImportJobs.asyncClient(
                    request -> CompletableFuture.failedFuture(new IllegalStateException("never asked")));
            return PersonalizePaginators.listDatasetImportJobs(client)
                    .paginate(new PaginationConfig(null, null, "a___b___c"))
                    .items();
        }

        @Override
        public long maxElementsFromPublisher() {
            return LONGEST;
        }
    }
}
