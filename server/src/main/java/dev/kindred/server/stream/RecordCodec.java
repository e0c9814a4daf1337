package dev.kindred.server.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The form of streamed records in a frame of the log: a frame holds the records of one request.
///
/// A record is its kind (1 byte: 1 an event, 2 a row) and its members in the order of the Java records. A
/// long has 8 bytes, a float 4, a text its length (4, -1 for null) and its UTF-8, a list and a map their size
/// (4) and their members.
final class RecordCodec {

    private static final byte EVENT = 1;
    private static final byte ROW = 2;

    private RecordCodec() {}

    static byte[] encode(List<? extends StreamedRecord> records) {
        var out = new Writer();
        for (var record : records) {
            switch (record) {
                case StreamedEvent event -> encode(event, out);
                case StreamedRow row -> {
                    out.room(1).put(ROW);
                    out.number(row.receivedAt());
                    out.text(row.id());
                    out.texts(row.properties());
                }
            }
        }
        return out.bytes();
    }

    private static void encode(StreamedEvent event, Writer out) {
        out.room(1).put(EVENT);
        out.number(event.receivedAt());
        out.text(event.userId());
        out.text(event.sessionId());
        out.text(event.eventId());
        out.text(event.itemId());
        out.text(event.eventType());
        out.room(4).putFloat(event.eventValue());
        out.number(event.timestamp());
        out.text(event.recommendationId());
        out.room(4).putInt(event.impression().size());
        event.impression().forEach(out::text);
        out.text(event.attributionSource());
        out.texts(event.properties());
    }

    static List<StreamedRecord> decode(ByteBuffer in) {
        var records = new ArrayList<StreamedRecord>();
        while (in.hasRemaining()) {
            byte kind = in.get();
            records.add(
                    switch (kind) {
                        case EVENT -> event(in);
                        case ROW -> new StreamedRow(in.getLong(), required(in), texts(in));
                        default -> throw new IllegalStateException("a record of the unknown kind " + kind);
                    });
        }
        return records;
    }

    private static StreamedEvent event(ByteBuffer in) {
        return new StreamedEvent(
                in.getLong(),
                text(in),
                required(in),
                required(in),
                text(in),
                required(in),
                in.getFloat(),
                in.getLong(),
                text(in),
                list(in),
                text(in),
                texts(in));
    }

    private static List<String> list(ByteBuffer in) {
        var texts = new String[in.getInt()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = required(in);
        }
        return List.of(texts);
    }

    private static Map<String, String> texts(ByteBuffer in) {
        int size = in.getInt();
        var texts = HashMap.<String, String>newHashMap(size);
        for (int i = 0; i < size; i++) {
            texts.put(required(in), required(in));
        }
        return texts;
    }

    private static String required(ByteBuffer in) {
        var text = text(in);
        if (text == null) {
            throw new IllegalStateException("a record without a text that it must have");
        }
        return text;
    }

    private static @Nullable String text(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0) {
            return null;
        }
        var text = new String(in.array(), in.arrayOffset() + in.position(), length, StandardCharsets.UTF_8);
        in.position(in.position() + length);
        return text;
    }

    private static final class Writer {

        private ByteBuffer buffer = ByteBuffer.allocate(512);

        ByteBuffer room(int bytes) {
            if (buffer.remaining() < bytes) {
                int needed = Math.max(buffer.position() + bytes, buffer.capacity() * 2);
                buffer = ByteBuffer.allocate(needed).put(buffer.flip());
            }
            return buffer;
        }

        void number(long value) {
            room(8).putLong(value);
        }

        void text(@Nullable String text) {
            if (text == null) {
                room(4).putInt(-1);
                return;
            }
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            room(4 + bytes.length).putInt(bytes.length).put(bytes);
        }

        void texts(Map<String, String> texts) {
            room(4).putInt(texts.size());
            texts.forEach((key, value) -> {
                text(key);
                text(value);
            });
        }

        byte[] bytes() {
            return Arrays.copyOf(buffer.array(), buffer.position());
        }
    }
}
