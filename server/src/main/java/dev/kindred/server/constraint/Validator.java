package dev.kindred.server.constraint;

import dev.kindred.server.error.ServiceException.Validation;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Validates a request against the constraints that its record components declare. Reports all violations in one
/// message, in AWS's format.
public final class Validator {

    private static final ClassValue<List<Member>> MEMBERS = new ClassValue<>() {
        @Override
        protected List<Member> computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents()).map(Member::of).toList();
        }
    };

    private Validator() {}

    /// Returns if `request` satisfies all its constraints.
    ///
    /// @throws Validation if it does not; the message names each violating member, with its value unless it is
    /// sensitive
    public static void check(Record request) {
        var violations = new ArrayList<String>();
        checkRecord(request, "", violations);
        if (violations.isEmpty()) {
            return;
        }
        throw new Validation("%d validation error%s detected: %s"
                .formatted(violations.size(), violations.size() == 1 ? "" : "s", String.join("; ", violations)));
    }

    private static void checkRecord(Record owner, String prefix, List<String> violations) {
        for (var member : MEMBERS.get(owner.getClass())) {
            var value = member.valueIn(owner);
            checkValue(value, prefix + member.name(), member.constraints(), violations);
        }
    }

    private static void checkValue(
            @Nullable Object value, String path, Constraints constraints, List<String> violations) {
        if (value == null) {
            if (constraints.required()) {
                violations.add("Value null at '" + path + "' failed to satisfy constraint: Member must not be null");
            }
            return;
        }
        for (var constraint : constraints.violatedBy(value)) {
            var shown = isSensitive(value, constraints) ? "Value" : "Value '" + value + "'";
            violations.add(shown + " at '" + path + "' failed to satisfy constraint: " + constraint);
        }
        switch (value) {
            case Record nested -> checkRecord(nested, path + ".", violations);
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    checkValue(list.get(i), path + "." + (i + 1) + ".member", constraints.ofMembers(), violations);
                }
            }
            case Map<?, ?> map ->
                map.forEach((key, member) -> {
                    checkValue(key, path + ".key", constraints.ofKeys(), violations);
                    checkValue(member, path + "." + key, constraints.ofMembers(), violations);
                });
            default -> {}
        }
    }

    /// Returns whether a value, or a value nested in it, is sensitive.
    private static boolean isSensitive(@Nullable Object value, Constraints constraints) {
        return constraints.sensitive()
                || switch (value) {
                    case Record nested ->
                        MEMBERS.get(nested.getClass()).stream()
                                .anyMatch(member -> isSensitive(member.valueIn(nested), member.constraints()));
                    case List<?> list -> list.stream().anyMatch(each -> isSensitive(each, constraints.ofMembers()));
                    case Map<?, ?> map ->
                        !map.isEmpty()
                                && (constraints.ofKeys().sensitive()
                                        || map.values().stream()
                                                .anyMatch(each -> isSensitive(each, constraints.ofMembers())));
                    case null, default -> false;
                };
    }

    private record Member(String name, RecordComponent component, Constraints constraints) {

        static Member of(RecordComponent component) {
            component.getAccessor().setAccessible(true); // request records are nested in package-private operations
            return new Member(component.getName(), component, Constraints.of(component));
        }

        @Nullable
        Object valueIn(Record owner) {
            try {
                return component.getAccessor().invoke(owner);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("cannot read " + component, e);
            }
        }
    }

    private record Constraints(
            boolean required,
            boolean sensitive,
            @Nullable Length length,
            @Nullable Range range,
            java.util.regex.@Nullable Pattern pattern,
            List<String> texts,
            @Nullable Constraints keys,
            @Nullable Constraints members) {

        /// The constraints of list members without declared constraints.
        private static final Constraints PRESENT =
                new Constraints(true, false, null, null, null, List.of(), null, null);

        static Constraints of(RecordComponent component) {
            return of(component, component.getAnnotatedType());
        }

        /// @param type the type of `element`; its type arguments declare the constraints of members
        private static Constraints of(AnnotatedElement element, AnnotatedType type) {
            var pattern = find(element, Pattern.class);
            var texts = find(element, OneOf.class);
            return new Constraints(
                    find(element, Required.class) != null,
                    find(element, Sensitive.class) != null,
                    find(element, Length.class),
                    find(element, Range.class),
                    pattern == null ? null : java.util.regex.Pattern.compile(pattern.value()),
                    texts == null ? List.of() : List.of(texts.value()),
                    ofArgument(type, 0),
                    ofArgument(type, 1));
        }

        /// Returns the constraints of a type argument: for a map, those of keys (0) or values (1); for a list,
        /// those of members at either index.
        private static @Nullable Constraints ofArgument(AnnotatedType type, int index) {
            if (!(type instanceof AnnotatedParameterizedType generic)) {
                return null;
            }
            var arguments = generic.getAnnotatedActualTypeArguments();
            var argument = arguments[Math.min(index, arguments.length - 1)];
            return of(argument, argument).asRequired(); // lists and maps never contain null
        }

        /// Returns the constraint of the given type on `element`, or on one of the named constraints of `element`.
        private static <A extends Annotation> @Nullable A find(AnnotatedElement element, Class<A> type) {
            var direct = element.getAnnotation(type);
            if (direct != null) {
                return direct;
            }
            for (var named : element.getAnnotations()) {
                var inherited = named.annotationType().getAnnotation(type);
                if (inherited != null) {
                    return inherited;
                }
            }
            return null;
        }

        private Constraints asRequired() {
            return new Constraints(true, sensitive, length, range, pattern, texts, keys, members);
        }

        Constraints ofMembers() {
            return members == null ? PRESENT : members;
        }

        Constraints ofKeys() {
            return keys == null ? PRESENT : keys;
        }

        List<String> violatedBy(Object value) {
            var violated = new ArrayList<String>();
            checkLength(value, violated);
            if (value instanceof Number number && range != null) {
                if (number.doubleValue() < range.min()) {
                    violated.add("Member must have value greater than or equal to " + range.min());
                }
                if (number.doubleValue() > range.max()) {
                    violated.add("Member must have value less than or equal to " + range.max());
                }
            }
            if (!texts.isEmpty() && !texts.contains(value.toString())) {
                violated.add("Member must satisfy enum value set: " + texts);
            }
            if (value instanceof String text
                    && !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
                violated.add("Member must be Unicode: it has half of a surrogate pair, which no encoding can hold");
            }
            return violated;
        }

        private void checkLength(Object value, List<String> violated) {
            int size = sizeOf(value);
            if (length != null && size > length.max()) {
                violated.add("Member must have length less than or equal to " + length.max());
                return; // the match time of an overlong text is unbounded
            }
            if (length != null && size < length.min()) {
                violated.add("Member must have length greater than or equal to " + length.min());
            }
            if (pattern != null
                    && value instanceof String text
                    && !pattern.matcher(text).matches()) {
                violated.add("Member must satisfy regular expression pattern: " + pattern.pattern());
            }
        }

        private static int sizeOf(Object value) {
            return switch (value) {
                case String text -> text.codePointCount(0, text.length());
                case List<?> list -> list.size();
                case Map<?, ?> map -> map.size();
                default -> 0;
            };
        }
    }
}
