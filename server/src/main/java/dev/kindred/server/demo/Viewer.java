package dev.kindred.server.demo;

/// A user of the demo.
///
/// @param age in years
/// @param premium whether prices do not matter to them
/// @param taste draws a genre they would like to see
/// @param mood which of the [#MOODS] they like
/// @param sessions how many evenings they spend here
/// @param joined epoch seconds
record Viewer(String id, int age, boolean premium, WeightedSampler<Genre> taste, int mood, int sessions, long joined) {

    /// How many moods there are. They cut across genres, and nothing but behaviour shows them.
    static final int MOODS = 4;

    String membership() {
        return premium ? "premium" : "basic";
    }
}
