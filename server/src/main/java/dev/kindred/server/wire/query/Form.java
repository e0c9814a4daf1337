package dev.kindred.server.wire.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The fields of a request: `RoleName=r&Tags.member.1.Key=k&Tags.member.1.Value=v`. A dot denotes a member of a
/// structure, and `member.<number>` an element of a list.
final class Form {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /// A bound on hostile names; IAM's are three deep. Taste.
    private static final int DEEPEST = 8;
    private static final String MEMBER = "member";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");
    /// The leading capital of a name, or a leading abbreviation: `AWS` in `AWSServiceName`.
    private static final Pattern CAPITALS = Pattern.compile("^([A-Z]+(?=[A-Z][a-z])|[A-Z])");

    private final Map<String, String> fields;

    private Form(Map<String, String> fields) {
        this.fields = fields;
    }

    /// Parses a form.
    ///
    /// @throws QueryException if the percent-encoding is invalid
    static Form parse(String text) {
        var fields = new LinkedHashMap<String, String>();
        try {
            for (String pair : text.split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    fields.put(
                            URLDecoder.decode(pair.substring(0, equals), UTF_8),
                            URLDecoder.decode(pair.substring(equals + 1), UTF_8));
                }
            }
        } catch (IllegalArgumentException e) {
            throw new QueryException(QueryError.MalformedQueryString, "The form is not percent-escaped UTF-8.");
        }
        return new Form(fields);
    }

    /// Returns the value of a field, or an empty text.
    String orEmpty(String name) {
        return fields.getOrDefault(name, "");
    }

    /// Returns the fields as a request record.
    ///
    /// @throws QueryException if a field does not have the type of its member
    <T extends Record> T as(Class<T> type) {
        var root = new HashMap<String, Object>();
        fields.forEach((name, value) -> {
            var path = List.of(name.split("\\.", DEEPEST + 1));
            if (path.size() <= DEEPEST) { // no action has deeper fields
                put(root, path, value);
            }
        });
        try {
            return MAPPER.convertValue(withLists(root), type);
        } catch (JacksonException e) {
            var path = e.getPath().stream()
                    .map(step -> step.getPropertyName() == null
                            ? Integer.toString(step.getIndex() + 1)
                            : step.getPropertyName())
                    .toList();
            throw new QueryException(
                    QueryError.ValidationError,
                    "1 validation error detected: Value at '%s' failed to satisfy constraint: it is not of the type that the action takes."
                            .formatted(String.join(".", path)));
        }
    }

    @SuppressWarnings("unchecked") // only this method puts maps into the tree
    private static void put(Map<String, Object> into, List<String> path, String value) {
        String name = path.getFirst();
        if (path.size() == 1) {
            into.putIfAbsent(name, value);
            return;
        }
        if (into.computeIfAbsent(name, _ -> new HashMap<String, Object>()) instanceof Map<?, ?> nested) {
            put((Map<String, Object>) nested, path.subList(1, path.size()), value);
        }
    }

    /// Returns the tree with lists in place of maps that contain only `member`, and with member names in lower camel
    /// case.
    private static Object withLists(Object node) {
        if (!(node instanceof Map<?, ?> map)) {
            return node;
        }
        if (map.size() == 1 && map.get(MEMBER) instanceof Map<?, ?> members) {
            var byNumber = new TreeMap<Integer, Object>();
            members.forEach((number, member) -> {
                if (member != null
                        && number instanceof String text
                        && NUMBER.matcher(text).matches()) {
                    byNumber.put(Integer.parseInt(text), withLists(member));
                }
            });
            return new ArrayList<>(byNumber.values());
        }
        var structure = new HashMap<String, Object>();
        map.forEach((name, member) -> {
            if (member != null && name instanceof String text) {
                structure.put(memberName(text), withLists(member));
            }
        });
        return structure;
    }

    private static String memberName(String field) {
        return CAPITALS.matcher(field).replaceFirst(capitals -> capitals.group().toLowerCase(Locale.ROOT));
    }
}
