package dev.kindred.server.demo;

/// An event of the demo.
///
/// @param type `click` or `watch`
/// @param value the watched part of the film in hundredths; negative for a click, which has none
/// @param timestamp in seconds since 1970
record Interaction(String userId, String itemId, String type, int value, long timestamp) {

    /// The value in the form of its column.
    String valueText() {
        return value < 0 ? "" : Double.toString(value / 100.0);
    }
}
