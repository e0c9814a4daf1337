package dev.kindred.paginators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.personalize.PersonalizeAsyncClient;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.CampaignSummary;
import software.amazon.awssdk.services.personalize.model.PersonalizeRequest;
import software.amazon.awssdk.services.personalize.model.PersonalizeResponse;

class AllPaginatorsTest {

    private static final StubService SERVICE = new StubService(10, 4);
    private static final PersonalizeClient CLIENT = SERVICE.client();
    private static final PersonalizeAsyncClient ASYNC_CLIENT = SERVICE.asyncClient();
    private static final List<String> ITEMS =
            IntStream.range(0, 10).mapToObj(number -> "item-" + number).toList();

    @BeforeEach
    void forgetRequests() {
        SERVICE.takeRequests();
    }

    @AfterAll
    static void stop() {
        CLIENT.close();
        ASYNC_CLIENT.close();
        SERVICE.close();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void walksThreePages(String operation) throws Exception {
        var pages = paginator(operation).paginate();

        assertThat(pages.items().map(AllPaginatorsTest::label)).isEqualTo(ITEMS);
        assertThat(SERVICE.takeRequests())
                .extracting(StubService.Request::operation, StubService.Request::nextToken)
                .containsExactly(step(operation, null), step(operation, "4"), step(operation, "8"));
        assertThat(pages.search("length(" + StubService.RESULT_KEYS.get(operation) + ")")
                        .map(Object::toString))
                .containsExactly("4", "4", "2");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void publishesThreePages(String operation) throws Exception {
        var subscriber = new RecordingSubscriber<Object>(Long.MAX_VALUE);

        asyncPaginator(operation).paginate().items().subscribe(subscriber);

        subscriber.await();
        assertThat(subscriber.failure).isNull();
        assertThat(subscriber.elements).extracting(AllPaginatorsTest::label).isEqualTo(ITEMS);
        assertThat(SERVICE.takeRequests())
                .extracting(StubService.Request::operation, StubService.Request::nextToken)
                .containsExactly(step(operation, null), step(operation, "4"), step(operation, "8"));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void cutsAPageToItsLimit(String operation) throws Exception {
        var config = PaginationConfig.builder().maxItems(3).pageSize(2).build();

        var result = paginator(operation).paginate(config).buildFullResult();

        assertThat(result.items()).extracting(AllPaginatorsTest::label).isEqualTo(ITEMS.subList(0, 3));
        assertThat(result.nextToken()).isPresent();
        assertThat(SERVICE.takeRequests())
                .extracting(StubService.Request::maxResults)
                .containsExactly(2, 2);
    }

    @Test
    void thereIsOneForEveryOperationOfTheSdkThatPagesButDataDeletionJobs() {
        var paging = new TreeSet<String>();
        for (var method : PersonalizeClient.class.getMethods()) {
            if (method.getName().startsWith("list")
                    && method.getParameterCount() == 1
                    && PersonalizeRequest.class.isAssignableFrom(method.getParameterTypes()[0])
                    && PersonalizeResponse.class.isAssignableFrom(method.getReturnType())
                    && hasNextToken(method.getParameterTypes()[0])) {
                paging.add(method.getName());
            }
        }

        assertThat(paging.remove("listDataDeletionJobs")).isTrue();
        assertThat(paging).hasSize(16);
        assertThat(methods(PersonalizeClient.class)).isEqualTo(paging);
        assertThat(methods(PersonalizeAsyncClient.class)).isEqualTo(paging);
        assertThat(operations().map(AllPaginatorsTest::methodName)).containsExactlyInAnyOrderElementsOf(paging);
    }

    @Test
    void anItemIsOfTheTypeTheOperationLists() {
        var campaigns = PersonalizePaginators.listCampaigns(CLIENT).paginate();

        CampaignSummary first = campaigns.items().findFirst().orElseThrow();

        assertThat(first.name()).isEqualTo("item-0");
    }

    static Stream<String> operations() {
        return StubService.RESULT_KEYS.keySet().stream().sorted();
    }

    private static Tuple step(String operation, @Nullable String token) {
        return tuple(operation, token);
    }

    private static Paginator<?, ?, ?> paginator(String operation) throws ReflectiveOperationException {
        return (Paginator<?, ?, ?>) invoke(operation, PersonalizeClient.class, CLIENT);
    }

    private static AsyncPaginator<?, ?, ?> asyncPaginator(String operation) throws ReflectiveOperationException {
        return (AsyncPaginator<?, ?, ?>) invoke(operation, PersonalizeAsyncClient.class, ASYNC_CLIENT);
    }

    private static Object invoke(String operation, Class<?> type, Object client)
            throws NoSuchMethodException, IllegalAccessException, InvocationTargetException {
        return PersonalizePaginators.class
                .getMethod(methodName(operation), type)
                .invoke(null, client);
    }

    private static String methodName(String operation) {
        return "l" + operation.substring(1);
    }

    private static Set<String> methods(Class<?> client) {
        var names = new TreeSet<String>();
        Arrays.stream(PersonalizePaginators.class.getMethods())
                .filter(method -> method.getParameterCount() == 1 && method.getParameterTypes()[0] == client)
                .map(Method::getName)
                .forEach(names::add);
        return names;
    }

    private static boolean hasNextToken(Class<?> request) {
        return Arrays.stream(request.getMethods())
                .anyMatch(method -> method.getName().equals("nextToken"));
    }

    /** Returns the item's label, which the stub writes into every member of any summary. */
    private static String label(Object item) {
        var members = ((SdkPojo) item).sdkFieldNameToField();
        return Stream.of("name", "jobName", "eventType", "solutionVersionArn")
                .map(members::get)
                .filter(Objects::nonNull)
                .map(member -> (String) member.getValueOrDefault(item))
                .findFirst()
                .orElseThrow();
    }
}
