package dev.kindred.engine.recipe.repeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.engine.recipe.repeat.Returns.Own;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/// Compares the counts with a computation from every event.
class ReturnsTest {

    static final int ITEMS = 4;

    @Property
    void areThoseOfALookAtEveryEvent(
            @ForAll List<@Size(max = 12) List<@IntRange(max = ITEMS - 1) Integer>> users, @ForAll boolean ordered) {
        var returns = Returns.ofNone(ITEMS, ordered);
        for (var user : users) {
            returns.add(Own.of(newestFirst(user), ordered));
        }
        var nobody = Own.of(new int[0], ordered);

        for (int item = 0; item < ITEMS; item++) {
            assertThat(returns.lastRate(item, nobody)).isCloseTo(rate(users, item, ordered, true), within(1e-5f));
            assertThat(returns.otherRate(item, nobody)).isCloseTo(rate(users, item, ordered, false), within(1e-5f));
        }
    }

    @Property
    void ofOneItemDoNotDependOnTheUserLeftOut(
            @ForAll @Size(max = 12) List<@IntRange(max = ITEMS - 1) Integer> one,
            @ForAll @Size(max = 12) List<@IntRange(max = ITEMS - 1) Integer> other) {
        var all = Returns.ofNone(ITEMS, true);
        var own = Own.of(newestFirst(one), true);
        all.add(own);
        all.add(Own.of(newestFirst(other), true));
        for (int item = 0; item < ITEMS; item++) {
            if (!other.contains(item)) {
                assertThat(all.lastRate(item, own)).isZero();
                assertThat(all.otherRate(item, own)).isZero();
            }
        }
    }

    private static int[] newestFirst(List<Integer> oldestFirst) {
        return oldestFirst.reversed().stream().mapToInt(Integer::intValue).toArray();
    }

    private static float rate(List<List<Integer>> users, int item, boolean ordered, boolean asLast) {
        var all = new double[2];
        var its = new double[2];
        for (var user : users) {
            for (int next = 1; next < user.size(); next++) {
                for (int had : user.subList(0, next).stream().distinct().toList()) {
                    boolean isLast = ordered && user.get(next - 1) == had;
                    if (isLast != asLast) {
                        continue;
                    }
                    boolean came = user.get(next) == had;
                    for (var counts : had == item ? List.of(all, its) : List.of(all)) {
                        counts[0]++;
                        counts[1] += came ? 1 : 0;
                    }
                }
            }
        }
        double mean = all[0] == 0 ? 0 : all[1] / all[0];
        return (float) Math.log((its[1] + 2) / (its[0] * mean + 2));
    }
}
