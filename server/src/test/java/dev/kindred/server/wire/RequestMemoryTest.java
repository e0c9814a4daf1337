package dev.kindred.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.server.error.ServiceException.Throttling;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RequestMemoryTest {

    static final int MIB = 1 << 20;

    @Test
    void aRequestThatIsAloneIsReadWhateverItsSize() throws IOException {
        var memory = new RequestMemory(MIB);

        try (var held = memory.open()) {
            assertThat(held.read(new ByteArrayInputStream(new byte[4 * MIB]), 4 * MIB, 4 * MIB))
                    .hasSize(4 * MIB);
        }

        assertThat(memory.reserved()).isZero();
    }

    @Test
    void manySlowSendersReserveOnlyWhatTheySend() throws IOException {
        var memory = new RequestMemory(MIB);
        var senders = new ArrayList<RequestMemory.Held>();

        for (int i = 0; i < 200; i++) {
            var held = memory.open();
            senders.add(held);
            held.read(new ByteArrayInputStream(new byte[5]), 4 * MIB, 4 * MIB);
        }

        assertThat(memory.reserved()).isLessThan(MIB);
        senders.forEach(RequestMemory.Held::close);
        assertThat(memory.reserved()).isZero();
    }

    @Test
    void largeRequestsLeaveMemoryForSmallOnes() {
        var memory = new RequestMemory(4 * MIB);

        try (var large = memory.open();
                var second = memory.open();
                var small = memory.open()) {
            large.reserve(4 * MIB);

            assertThatThrownBy(() -> second.reserve(MIB)).isInstanceOf(Throttling.class);
            small.reserve(RequestMemory.SMALL);
        }
    }

    @Property(tries = 200)
    void noMoreThanTheLimitIsEverReserved(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 0, max = 3 * MIB) Integer> sizes) {
        int limit = 4 * MIB;
        var memory = new RequestMemory(limit);
        var open = new ArrayList<RequestMemory.Held>();

        for (int size : sizes) {
            var held = memory.open();
            open.add(held);
            try {
                held.reserve(size / 2);
                held.reserve(size - size / 2);
            } catch (Throttling e) {
                assertThat(memory.reserved()).isPositive();
            }
            assertThat(memory.reserved()).isBetween(0L, (long) limit);
            if (size % 3 == 0) {
                open.removeFirst().close();
            }
        }

        open.forEach(RequestMemory.Held::close);
        assertThat(memory.reserved()).isZero();
    }
}
