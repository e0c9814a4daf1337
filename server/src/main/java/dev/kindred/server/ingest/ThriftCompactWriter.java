package dev.kindred.server.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.Deque;

/// Writes Thrift structures in the compact protocol, limited to the subset that Parquet's metadata needs. Fields of a
/// structure are written in ascending order of their ids.
///
/// @see <a href="https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md">Thrift compact
/// protocol</a>
final class ThriftCompactWriter {

    private static final int BOOLEAN_TRUE = 1;
    private static final int BOOLEAN_FALSE = 2;
    private static final int I32 = 5;
    private static final int I64 = 6;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int STRUCT = 12;

    private final Bytes out;
    private final Deque<Integer> outerFields = new ArrayDeque<>();
    private int lastField;

    ThriftCompactWriter(Bytes out) {
        this.out = out;
    }

    void writeBoolean(int field, boolean value) {
        writeField(field, value ? BOOLEAN_TRUE : BOOLEAN_FALSE);
    }

    void writeInt(int field, int value) {
        writeField(field, I32);
        writeZigZag(value);
    }

    void writeLong(int field, long value) {
        writeField(field, I64);
        writeZigZag(value);
    }

    void writeBinary(int field, byte[] value) {
        writeField(field, BINARY);
        writeBytes(value);
    }

    void writeString(int field, String value) {
        writeBinary(field, value.getBytes(UTF_8));
    }

    void beginStruct(int field) {
        writeField(field, STRUCT);
        beginElement();
    }

    void beginStructList(int field, int size) {
        writeListHeader(field, size, STRUCT);
    }

    void writeIntList(int field, int... values) {
        writeListHeader(field, values.length, I32);
        for (int value : values) {
            writeZigZag(value);
        }
    }

    void writeStringList(int field, String... values) {
        writeListHeader(field, values.length, BINARY);
        for (String value : values) {
            writeBytes(value.getBytes(UTF_8));
        }
    }

    /// Begins a structure without a field header: the outermost one, or an element of a list.
    void beginElement() {
        outerFields.push(lastField);
        lastField = 0;
    }

    void endStruct() {
        out.putByte(0);
        lastField = outerFields.pop();
    }

    private void writeField(int field, int type) {
        int delta = field - lastField;
        if (delta > 0 && delta <= 15) {
            out.putByte(delta << 4 | type);
        } else {
            out.putByte(type);
            writeZigZag(field);
        }
        lastField = field;
    }

    private void writeListHeader(int field, int size, int elementType) {
        writeField(field, LIST);
        if (size < 15) {
            out.putByte(size << 4 | elementType);
        } else {
            out.putByte(0xF0 | elementType);
            out.putVarint(size);
        }
    }

    private void writeZigZag(long value) {
        out.putVarint((value << 1) ^ (value >> 63));
    }

    private void writeBytes(byte[] value) {
        out.putVarint(value.length);
        out.put(value, 0, value.length);
    }
}
