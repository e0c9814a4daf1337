package dev.kindred.server.demo;

/// A genre of the demo's films.
enum Genre {
    ACTION("Action", 12, 27),
    ADVENTURE("Adventure", 9, 30),
    ANIMATION("Animation", 7, 20),
    COMEDY("Comedy", 14, 35),
    CRIME("Crime", 8, 46),
    DOCUMENTARY("Documentary", 5, 54),
    DRAMA("Drama", 14, 48),
    FAMILY("Family", 6, 38),
    FANTASY("Fantasy", 6, 25),
    HORROR("Horror", 5, 23),
    ROMANCE("Romance", 8, 40),
    SCI_FI("Sci-Fi", 7, 29),
    THRILLER("Thriller", 9, 41),
    WESTERN("Western", 2, 62);

    private final String text;
    private final int share;
    private final int typicalAge;

    Genre(String text, int share, int typicalAge) {
        this.text = text;
        this.share = share;
        this.typicalAge = typicalAge;
    }

    String text() {
        return text;
    }

    /// The relative frequency of films of this genre.
    int share() {
        return share;
    }

    /// The age, in years, at which the genre is most popular.
    int typicalAge() {
        return typicalAge;
    }
}
