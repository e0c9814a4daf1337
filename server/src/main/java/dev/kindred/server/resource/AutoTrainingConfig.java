package dev.kindred.server.resource;

import dev.kindred.server.constraint.ScheduleRate;
import org.jspecify.annotations.Nullable;

/// How often a solution is trained by itself.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_AutoTrainingConfig.html">API
/// reference</a>
public record AutoTrainingConfig(@ScheduleRate @Nullable String schedulingExpression) {

    /// The rate of solutions that name none.
    public static final int DEFAULT_DAYS = 7;

    /// Returns how many days lie between two trainings.
    public int days() {
        return schedulingExpression == null
                ? DEFAULT_DAYS
                : Integer.parseInt(schedulingExpression.replaceAll("\\D", ""));
    }
}
