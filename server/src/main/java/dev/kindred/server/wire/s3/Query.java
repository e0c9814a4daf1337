package dev.kindred.server.wire.s3;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The decoded parameters of a request's query; of a repeated one the first counts.
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

    /// Returns the parameter's value, or null if it was not given.
    @Nullable
    String find(String name) {
        return parameters.get(name);
    }

    String orEmpty(String name) {
        return parameters.getOrDefault(name, "");
    }

    /// Returns a number from `least` up, at most `most`: a larger one is cut down, as S3 does.
    int number(String name, int least, int most, int otherwise) {
        return number(name, parameters.get(name), least, most, otherwise);
    }

    /// Reads the number that a parameter or header called `name` has, or `otherwise` where it was not given.
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
            // Said below: too small and no number at all are one mistake.
        }
        throw new S3Exception(
                S3Error.InvalidArgument, "The parameter %s must be a number from %d on.".formatted(name, least));
    }
}
