package dev.kindred.server.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class GzipInputTest {

    private static byte[] member(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        var bytes = new ByteArrayOutputStream();
        for (var part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    private static byte[] unpacked(byte[] bytes) throws IOException {
        try (var in = GzipInput.open(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        }
    }

    private static byte[] content(Random random) {
        var content = new byte[random.nextInt(300)];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (random.nextInt(4) == 0 ? random.nextInt() : 'a');
        }
        return content;
    }

    @Property(tries = 50)
    void everyMemberIsRead(@ForAll long seed) throws IOException {
        var random = new Random(seed);
        var first = content(random);
        var second = content(random);

        assertThat(unpacked(joined(member(first), member(second)))).isEqualTo(joined(first, second));
    }

    @Property(tries = 50)
    void whereverItIsCutThatIsSeen(@ForAll long seed) throws IOException {
        var random = new Random(seed);
        var first = member(content(random));
        var whole = joined(first, member(content(random)));
        int cut = random.nextInt(whole.length);
        if (cut == first.length) {
            return; // the rest is intact
        }

        var damage = catchThrowableOfType(GzipInput.DamagedException.class, () -> unpacked(Arrays.copyOf(whole, cut)));

        assertThat(damage).isNotNull();
        assertThat(damage.isCut()).isTrue();
        assertThat(damage.getMessage()).contains(cut == 0 ? "empty" : "ends at byte %d".formatted(cut));
    }

    @Property(tries = 200)
    void aChangedByteIsSeenOrChangesNothing(@ForAll long seed) throws IOException {
        var random = new Random(seed);
        var first = content(random);
        var second = content(random);
        var bytes = joined(member(first), member(second));
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));

        byte[] read;
        try {
            read = unpacked(bytes);
        } catch (GzipInput.DamagedException e) {
            return;
        }

        assertThat(read).isEqualTo(joined(first, second)); // a timestamp, for example, can change
    }

    @Test
    void whatFollowsTheLastMemberIsNoneOrZeros() throws IOException {
        var member = member("text".getBytes(UTF_8));

        assertThat(unpacked(joined(member, new byte[1000]))).asString(UTF_8).isEqualTo("text");
        assertThatThrownBy(() -> unpacked(joined(member, "hello".getBytes(UTF_8))))
                .hasMessage(
                        "The file is damaged at byte %d: gzip member 2 cannot be read, for it does not begin as gzip does. Compress or upload it again."
                                .formatted(member.length + 2));
        assertThatThrownBy(() -> unpacked(joined(member, new byte[10], new byte[] {1})))
                .isNotNull();
    }

    @Test
    void optionalFieldsOfAHeaderArePassedOver() throws IOException {
        var plain = member("text".getBytes(UTF_8));
        var header = joined(
                new byte[] {0x1F, (byte) 0x8B, 8, 0x1E, 0, 0, 0, 0, 0, 3},
                new byte[] {3, 0, 'x', 'y', 'z'},
                "name\0comment\0".getBytes(UTF_8));
        var checksum = new CRC32();
        checksum.update(header);
        int low = (int) checksum.getValue();
        var rest = Arrays.copyOfRange(plain, 10, plain.length);

        assertThat(unpacked(joined(header, new byte[] {(byte) low, (byte) (low >> 8)}, rest)))
                .asString(UTF_8)
                .isEqualTo("text");
        assertThatThrownBy(() -> unpacked(joined(header, new byte[] {(byte) ~low, (byte) (low >> 8)}, rest)))
                .hasMessageContaining("the checksum of its header is wrong");
    }

    @Test
    void aGzipFileInAGzipFileIsRead() throws IOException {
        var inner = joined(member("te".getBytes(UTF_8)), member("xt".getBytes(UTF_8)));
        var bytes = inner;
        for (int layer = 2; layer <= 4; layer++) {
            bytes = member(bytes);
        }
        var deepest = bytes;

        assertThat(unpacked(deepest)).asString(UTF_8).isEqualTo("text");
        assertThatThrownBy(() -> unpacked(member(deepest))).hasMessageContaining("more than 4 times");
        assertThatThrownBy(() -> unpacked(member(Arrays.copyOf(inner, inner.length - 1))))
                .hasMessageContaining("ends at byte %d of the gzip file inside it".formatted(inner.length - 1));
    }
}
