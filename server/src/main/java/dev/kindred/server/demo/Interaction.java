package dev.kindred.server.demo;

/// An event of the demo.
///
/// @param type `click` or `watch`
/// @param value what part of the film was seen, in hundredths; negative for a click, which has none
/// @param timestamp epoch seconds
record Interaction(String userId, String itemId, String type, int value, long timestamp) {

    /// The value as its column spells it.
    String valueText() {
        return value < 0 ? "" : Double.toString(value / 100.0);
    }
}
