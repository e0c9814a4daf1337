package dev.kindred.server.demo;

import java.util.List;

/// An item of the demo.
///
/// @param genres the main one first
/// @param mood which of the [Viewer#MOODS] it is made in; no column tells, only who watches it
/// @param cents its price
/// @param released epoch seconds
/// @param fame how often it is considered, beside other films
record Film(String id, String title, List<Genre> genres, int mood, int cents, long released, double fame) {

    Film {
        genres = List.copyOf(genres);
    }
}
