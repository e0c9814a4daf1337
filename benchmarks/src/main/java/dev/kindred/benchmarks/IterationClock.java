package dev.kindred.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.kindred.engine.recipe.TrainingContext;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Measures the time between the steps that a training reports.
final class IterationClock implements TrainingContext.Watch {

    private final List<Long> marks = new ArrayList<>();
    private long cpuAtStart = -1;
    private long cpuAtStop;

    @Override
    public void reached(String stage, double done) {
        if (cpuAtStart < 0) {
            cpuAtStart = cpuTime();
        }
        marks.add(System.nanoTime());
    }

    void stop() {
        marks.add(System.nanoTime());
        cpuAtStop = cpuTime();
    }

    /// The processor time of this process for a step, in seconds. Other load on the machine affects it less than
    /// wall-clock time.
    double cpu() {
        return (cpuAtStop - cpuAtStart) / 1e9 / (marks.size() - 1);
    }

    private static long cpuTime() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    double median() {
        var seconds = seconds();
        return seconds.get(seconds.size() / 2);
    }

    double fastest() {
        return seconds().getFirst();
    }

    double total() {
        return (marks.getLast() - marks.getFirst()) / 1e9;
    }

    private List<Double> seconds() {
        var seconds = new ArrayList<Double>();
        for (int i = 1; i < marks.size(); i++) {
            seconds.add((marks.get(i) - marks.get(i - 1)) / 1e9);
        }
        Collections.sort(seconds);
        return seconds;
    }
}
