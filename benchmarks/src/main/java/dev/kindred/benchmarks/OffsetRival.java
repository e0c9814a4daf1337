package dev.kindred.benchmarks;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/// Paging by offset over the same table.
final class OffsetRival {

    private static final int PAGE = 100;

    private OffsetRival() {}

    static void measure(Path file, int jobs, int rounds) {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            for (int page : new int[] {1, jobs / PAGE / 2, jobs / PAGE}) {
                var nanos = new long[rounds];
                for (int round = 0; round < rounds; round++) {
                    nanos[round] = JobListBenchmark.timed(() -> rows(connection, page));
                }
                JobListBenchmark.report("by OFFSET, page " + page, nanos);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int rows(Connection connection, int page) {
        try (var select = connection.prepareStatement(
                "SELECT document FROM resource WHERE scope = ? AND kind = ? ORDER BY seq DESC LIMIT ? OFFSET ?")) {
            select.setString(1, "000000000000/us-east-1");
            select.setString(2, "DATASET_IMPORT_JOB");
            select.setInt(3, PAGE);
            select.setInt(4, (page - 1) * PAGE);
            int count = 0;
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    count += rows.getString(1).isEmpty() ? 0 : 1;
                }
            }
            return count;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
