package dev.kindred.server.wire.s3;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The decoded parameters of a request's query. Of a repeated parameter the first value counts.
record Query(Map<String, String> parameters) {

    static Query parse(String raw) {
        var parameters = new LinkedHashMap<String, String>();
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            if (!name.isEmpty()) {
                parameters.putIfAbsent(PercentCoding.decodeQuery(name), PercentCoding.decodeQuery(value));
            }
        }
        return new Query(parameters);
    }

    boolean has(String name) {
        return parameters.containsKey(name);
    }

    /// Returns the parameter's value, or null if it is absent.
    @Nullable
    String find(String name) {
        return parameters.get(name);
    }

    String orEmpty(String name) {
        return parameters.getOrDefault(name, "");
    }

    /// Returns a number from `least` to `most`; a larger one becomes `most`, as in S3.
    int number(String name, int least, int most, int otherwise) {
        return number(name, parameters.get(name), least, most, otherwise);
    }

    /// Returns the number in a parameter or header called `name`, or `otherwise` if it is absent.
    static int number(String name, @Nullable String value, int least, int most, int otherwise) {
        if (value == null || value.isEmpty()) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(value);
            if (number >= least) {
                return (int) Math.min(number, most);
            }
        } catch (NumberFormatException e) {
            // A number that is too small and a text that is no number have one error.
        }
        throw new S3Exception(
                S3Error.InvalidArgument, "The parameter %s must be a number from %d on.".formatted(name, least));
    }
}
