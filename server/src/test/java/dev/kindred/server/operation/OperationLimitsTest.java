package dev.kindred.server.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.cli.TestServer;
import dev.kindred.server.constraint.Length;
import dev.kindred.server.constraint.OneOf;
import dev.kindred.server.constraint.Pattern;
import dev.kindred.server.constraint.Range;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.constraint.Sensitive;
import dev.kindred.server.wire.s3.ClientProgram;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Compares the limits of every request with the service model of botocore, if it is installed.
class OperationLimitsTest {
    /// Prints a line for each member of each operation's request: its path and its limits.
    private static final String DUMP = """
            import sys
            from botocore.session import get_session

            session = get_session()
            services = [session.get_service_model(name)
                        for name in ('personalize', 'personalize-runtime', 'personalize-events')]

            def numeric(shape):
                return shape.type_name in ('integer', 'double')

            def show(path, shape, required):
                limits = dict(shape.metadata)
                words = [path]
                if required: words.append('required')
                if limits.get('min') or numeric(shape) and 'min' in limits: words.append('min=%d' % limits['min'])
                if limits.get('max') is not None: words.append('max=%d' % limits['max'])
                if limits.get('pattern'): words.append('pattern=' + limits['pattern'])
                if limits.get('enum'): words.append('enum=' + ','.join(limits['enum']))
                if limits.get('sensitive'): words.append('sensitive')
                print(' '.join(words))
                inside(path, shape)

            def inside(path, shape):
                if shape.type_name == 'structure':
                    for name, member in shape.members.items():
                        show(path + '.' + name, member, name in shape.required_members)
                if shape.type_name == 'list':
                    show(path + '.member', shape.member, False)
                if shape.type_name == 'map':
                    show(path + '.key', shape.key, False)
                    show(path + '.value', shape.value, False)

            for operation in sys.argv[1:]:
                model = next(it for it in services if operation in it.operation_names)
                shape = model.operation_model(operation).input_shape
                if shape is not None: inside(operation, shape)
            """;

    @Test
    void everyMemberHasTheLimitsOfTheServiceModel(@TempDir Path folder) throws IOException, InterruptedException {
        ClientProgram.assume("python3 with botocore", "python3", "-c", "import botocore");
        var operations = TestServer.operations();
        var command = new ArrayList<>(List.of("python3", "-c", DUMP));
        operations.forEach(operation -> command.add(operation.name()));

        var model = new ClientProgram(folder, "http://127.0.0.1:1").run(command.toArray(String[]::new));

        assertThat(operations.stream().flatMap(OperationLimitsTest::limitsOf))
                .hasSizeGreaterThan(70)
                .containsExactlyInAnyOrder(model.strip().split("\n", -1));
    }

    private static Stream<String> limitsOf(Operation<?, ?> operation) {
        return Arrays.stream(operation.getClass().getDeclaredClasses())
                .filter(nested -> nested.getSimpleName().equals("Request"))
                .flatMap(request -> inside(operation.name(), request));
    }

    private static Stream<String> inside(String path, Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .filter(component -> !component.isAnnotationPresent(Extension.class))
                .flatMap(component -> show(path + "." + component.getName(), component, component.getAnnotatedType()));
    }

    private static Stream<String> show(String path, AnnotatedElement element, AnnotatedType type) {
        boolean isList = type instanceof AnnotatedParameterizedType;
        var line = path
                + find(element, Required.class).map(_ -> " required").orElse("")
                + find(element, Length.class).map(OperationLimitsTest::words).orElse("")
                + find(element, Range.class).map(OperationLimitsTest::words).orElse("")
                + find(element, Pattern.class)
                        .map(it -> " pattern=" + it.value())
                        .orElse("")
                + find(element, OneOf.class)
                        .map(it -> " enum=" + String.join(",", it.value()))
                        .orElse("")
                + find(element, Sensitive.class)
                        .filter(_ -> !isList) // hiding a whole list is our own precaution
                        .map(_ -> " sensitive")
                        .orElse("");
        return Stream.concat(Stream.of(line), insideOf(path, type));
    }

    private static Stream<String> insideOf(String path, AnnotatedType type) {
        if (type instanceof AnnotatedParameterizedType map && isMap(map)) {
            var members = map.getAnnotatedActualTypeArguments();
            return Stream.concat(
                    show(path + ".key", members[0], members[0]), show(path + ".value", members[1], members[1]));
        }
        if (type instanceof AnnotatedParameterizedType list) {
            var member = list.getAnnotatedActualTypeArguments()[0];
            return show(path + ".member", member, member);
        }
        return type.getType() instanceof Class<?> named && named.isRecord() ? inside(path, named) : Stream.of();
    }

    private static boolean isMap(AnnotatedParameterizedType type) {
        return type.getType() instanceof ParameterizedType generic && generic.getRawType() == Map.class;
    }

    private static String words(Range range) {
        return (range.min() == Long.MIN_VALUE ? "" : " min=" + range.min())
                + (range.max() == Long.MAX_VALUE ? "" : " max=" + range.max());
    }

    private static String words(Length length) {
        return (length.min() == 0 ? "" : " min=" + length.min())
                + (length.max() == Integer.MAX_VALUE ? "" : " max=" + length.max());
    }

    private static <A extends Annotation> Optional<A> find(AnnotatedElement element, Class<A> type) {
        return Stream.concat(
                        Stream.of(element),
                        Arrays.stream(element.getAnnotations()).map(Annotation::annotationType))
                .flatMap(place -> Stream.ofNullable(place.getAnnotation(type)))
                .findFirst();
    }
}
