package dev.kindred.engine.recipe.member;

/// The paired difference in gain between two choices, over users.
///
/// @param mean of the differences
/// @param error its standard error
public record Comparison(double mean, double error) {

    /// A difference of more than this many standard errors is significant: about 5 % in a two-sided test.
    private static final double CLEAR = 2;

    public static Comparison of(double[] challenger, double[] champion) {
        double sum = 0;
        for (int i = 0; i < challenger.length; i++) {
            sum += challenger[i] - champion[i];
        }
        double mean = challenger.length == 0 ? 0 : sum / challenger.length;
        double squares = 0;
        for (int i = 0; i < challenger.length; i++) {
            double off = challenger[i] - champion[i] - mean;
            squares += off * off;
        }
        double error = challenger.length < 2
                ? Double.POSITIVE_INFINITY
                : Math.sqrt(squares / (challenger.length - 1.0) / challenger.length);
        return new Comparison(mean, error);
    }

    public boolean isClear() {
        return mean > CLEAR * error;
    }

    public static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return values.length == 0 ? 0 : sum / values.length;
    }
}
