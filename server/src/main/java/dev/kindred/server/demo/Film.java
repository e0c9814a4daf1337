package dev.kindred.server.demo;

import java.util.List;

/// An item of the demo.
///
/// @param genres the main one first
/// @param mood one of the [Viewer#MOODS]; it is in no column and only affects behaviour
/// @param cents its price
/// @param released in seconds since 1970
/// @param fame the relative frequency with which viewers consider the film
record Film(String id, String title, List<Genre> genres, int mood, int cents, long released, double fame) {

    Film {
        genres = List.copyOf(genres);
    }
}
