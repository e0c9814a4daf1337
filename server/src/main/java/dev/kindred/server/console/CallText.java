package dev.kindred.server.console;

import dev.kindred.server.operation.AwsModel;
import dev.kindred.server.operation.AwsModel.Service;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/// A call of the API in the forms in which people write it: AWS CLI, boto3, AWS SDK for Java.
///
/// @param members the request's members, sorted by name
public record CallText(String operation, Map<String, Object> members) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// botocore's rules from camel case to words.
    private static final Pattern BEFORE_WORD = Pattern.compile("(.)([A-Z][a-z]+)");
    private static final Pattern AFTER_WORD = Pattern.compile("([a-z0-9])([A-Z])");

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=@%+-]+");

    static CallText of(Call call) {
        return new CallText(call.operation(), new TreeMap<>(call.request()));
    }

    /// Returns the command of the AWS CLI.
    public String awsCli() {
        return members.entrySet().stream()
                .map(member -> " \\\n  " + option(words(member.getKey(), "-"), member.getValue()))
                .collect(Collectors.joining("", "aws %s %s".formatted(serviceName(), words(operation, "-")), ""));
    }

    private static String option(String name, Object value) {
        return value instanceof Boolean truth ? (truth ? "--" : "--no-") + name : "--" + name + " " + shell(value);
    }

    /// Returns the call of boto3.
    public String boto3() {
        return members.entrySet().stream()
                .map(member -> "%n    %s=%s".formatted(member.getKey(), python(member.getValue())))
                .collect(Collectors.joining(
                        ",", "boto3.client(\"%s\").%s(".formatted(serviceName(), words(operation, "_")), ")"));
    }

    /// Returns the call of the AWS SDK for Java 2.
    public String java() {
        return members.entrySet().stream()
                .map(member -> "%n    .%s(%s)".formatted(member.getKey(), javaValue(member.getValue())))
                .collect(Collectors.joining(
                        "",
                        "%s.create().%s(request -> request"
                                .formatted(
                                        clientName(),
                                        Character.toLowerCase(operation.charAt(0)) + operation.substring(1)),
                        ")"));
    }

    private Service service() {
        return AwsModel.find(operation).map(AwsModel.Entry::service).orElseThrow();
    }

    private String serviceName() {
        return service().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private String clientName() {
        return switch (service()) {
            case PERSONALIZE -> "PersonalizeClient";
            case PERSONALIZE_RUNTIME -> "PersonalizeRuntimeClient";
            case PERSONALIZE_EVENTS -> "PersonalizeEventsClient";
        };
    }

    private static String words(String camelCase, String separator) {
        var once = BEFORE_WORD.matcher(camelCase).replaceAll("$1" + separator + "$2");
        return AFTER_WORD.matcher(once).replaceAll("$1" + separator + "$2").toLowerCase(Locale.ROOT);
    }

    private static String shell(Object value) {
        var text =
                value instanceof Map || value instanceof Collection ? JSON.writeValueAsString(value) : value.toString();
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    private static String python(Object value) {
        return switch (value) {
            case Boolean truth -> truth ? "True" : "False";
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> "%s: %s".formatted(python(entry.getKey()), python(entry.getValue())))
                        .collect(Collectors.joining(", ", "{", "}"));
            case Collection<?> list -> list.stream().map(CallText::python).collect(Collectors.joining(", ", "[", "]"));
            case Number number -> number.toString();
            default -> JSON.writeValueAsString(value.toString());
        };
    }

    private static String javaValue(Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> "%s, %s".formatted(javaValue(entry.getKey()), javaValue(entry.getValue())))
                        .collect(Collectors.joining(", ", "Map.of(", ")"));
            case Collection<?> list ->
                list.stream().map(CallText::javaValue).collect(Collectors.joining(", ", "List.of(", ")"));
            case Boolean truth -> truth.toString();
            case Number number -> number.toString();
            default -> JSON.writeValueAsString(value.toString());
        };
    }

    /// Returns the texts of several calls.
    static List<CallText> of(List<Call> calls) {
        return calls.stream().map(CallText::of).toList();
    }
}
