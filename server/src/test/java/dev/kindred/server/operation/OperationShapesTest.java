package dev.kindred.server.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.cli.TestServer;
import dev.kindred.server.resource.Arn;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;

/// Compares every request, response and nested structure with the class of that name in the AWS SDK.
class OperationShapesTest {

    /// Returns the package of the SDK's classes for an operation.
    private static String sdk(String operation) {
        var service = AwsModel.find(operation).orElseThrow().service();
        return "software.amazon.awssdk.services.%s.model."
                .formatted(service.name().toLowerCase(Locale.ROOT).replace("_", ""));
    }

    static Stream<Operation<?, ?>> operations() {
        return TestServer.operations().stream();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void requestAndResponseHaveTheMembersOfTheModel(Operation<?, ?> operation) throws ReflectiveOperationException {
        for (var nested : operation.getClass().getDeclaredClasses()) {
            if (nested.isRecord() && List.of("Request", "Response").contains(nested.getSimpleName())) {
                compare(nested, sdk(operation.name()) + operation.name() + nested.getSimpleName(), operation.name());
            }
        }
    }

    private static void compare(Class<?> ours, String theirName, String where) throws ReflectiveOperationException {
        Map<String, String> members = new TreeMap<>();
        for (var component : ours.getRecordComponents()) {
            if (component.isAnnotationPresent(Extension.class)) {
                assertThat(component.getAnnotatedType().isAnnotationPresent(Nullable.class))
                        .as(component.getName() + " is absent by default")
                        .isTrue();
                continue;
            }
            members.put(component.getName(), typeOf(component.getGenericType()));
        }
        var fields = fieldsOf(theirName);
        Map<String, String> expected = new TreeMap<>();
        fields.forEach(field -> expected.put(field.locationName(), typeOf(field)));
        assertThat(members).as(where + ": " + ours.getSimpleName()).isEqualTo(expected);
        for (var component : ours.getRecordComponents()) {
            var structure = component.isAnnotationPresent(Extension.class) ? null : structureIn(component);
            if (structure != null) {
                compare(structure, sdk(where) + structure.getSimpleName(), where);
            }
        }
    }

    private static @Nullable Class<?> structureIn(RecordComponent component) {
        var type = component.getGenericType() instanceof ParameterizedType generic
                ? generic.getActualTypeArguments()[0]
                : component.getGenericType();
        return type instanceof Class<?> named && named.isRecord() && named != Arn.class ? named : null;
    }

    private static List<SdkField<?>> fieldsOf(String name) throws ReflectiveOperationException {
        var builder = Class.forName(name).getMethod("builder").invoke(null);
        return ((SdkPojo) builder).sdkFields();
    }

    private static String typeOf(Type type) {
        if (type instanceof ParameterizedType generic) {
            return ((Class<?>) generic.getRawType()).getSimpleName()
                    + Arrays.stream(generic.getActualTypeArguments())
                            .map(OperationShapesTest::typeOf)
                            .collect(Collectors.joining(",", "<", ">"));
        }
        var named = (Class<?>) type;
        if (named == Arn.class || named.isEnum()) {
            return "String";
        }
        return switch (named.getSimpleName()) {
            case "int" -> "Integer";
            case "double" -> "Double";
            case "boolean" -> "Boolean";
            default -> named.isRecord() ? "Structure" : named.getSimpleName();
        };
    }

    private static String typeOf(SdkField<?> field) {
        MarshallingType<?> type = field.marshallingType();
        if (type.equals(MarshallingType.LIST)) {
            return "List<" + typeOf(field.getTrait(ListTrait.class).memberFieldInfo()) + ">";
        }
        if (type.equals(MarshallingType.MAP)) {
            return "Map<String," + typeOf(field.getTrait(MapTrait.class).valueFieldInfo()) + ">";
        }
        if (type.equals(MarshallingType.SDK_POJO)) {
            return "Structure";
        }
        return type.equals(MarshallingType.INSTANT)
                ? Instant.class.getSimpleName()
                : type.getTargetClass().getSimpleName();
    }
}
