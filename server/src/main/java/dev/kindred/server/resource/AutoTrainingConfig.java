package dev.kindred.server.resource;

import dev.kindred.server.constraint.ScheduleRate;
import org.jspecify.annotations.Nullable;

/// The interval of automatic training of a solution.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_AutoTrainingConfig.html">API reference</a>
public record AutoTrainingConfig(@ScheduleRate @Nullable String schedulingExpression) {

    /// The interval, in days, of solutions without a schedule.
    public static final int DEFAULT_DAYS = 7;

    /// Returns the interval between two trainings, in days.
    public int days() {
        return schedulingExpression == null
                ? DEFAULT_DAYS
                : Integer.parseInt(schedulingExpression.replaceAll("\\D", ""));
    }
}
