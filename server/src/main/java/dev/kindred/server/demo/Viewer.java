package dev.kindred.server.demo;

/// A user of the demo.
///
/// @param age in years
/// @param premium whether the viewer disregards prices
/// @param taste the distribution of genres
/// @param mood the preferred one of the [#MOODS]
/// @param sessions the number of evenings with the service
/// @param joined in seconds since 1970
record Viewer(String id, int age, boolean premium, WeightedSampler<Genre> taste, int mood, int sessions, long joined) {

    /// The number of moods. They are independent of genres and visible in behaviour only.
    static final int MOODS = 4;

    String membership() {
        return premium ? "premium" : "basic";
    }
}
