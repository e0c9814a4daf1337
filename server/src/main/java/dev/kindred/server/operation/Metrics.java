package dev.kindred.server.operation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.TreeMap;

/// Metrics in the form of responses.
public final class Metrics {

    private Metrics() {}

    /// Returns the metrics by name, each rounded to 4 decimals as AWS does.
    public static Map<String, Double> rounded(Map<String, Double> metrics) {
        var rounded = new TreeMap<String, Double>();
        metrics.forEach((name, value) -> rounded.put(
                name,
                BigDecimal.valueOf(value).setScale(4, RoundingMode.HALF_UP).doubleValue()));
        return rounded;
    }
}
