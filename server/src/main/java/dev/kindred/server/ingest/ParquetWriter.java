package dev.kindred.server.ingest;

import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.Column;
import dev.kindred.server.schema.ColumnType;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Writes a dataset file: a Parquet file of flat columns, one row group for each slab of the input.
///
/// ```
/// "PAR1"
/// row group*   for each column: [dictionary page] data page      (RowGroupEncoder)
/// footer       FileMetaData in Thrift's compact protocol: schema, row groups with offsets, sizes, null counts and
///              the bounds of numbers, key-value metadata
/// int32        the footer's length, little-endian
/// "PAR1"
/// ```
///
/// Strings are BYTE_ARRAY annotated as UTF-8 string, int INT32, long INT64, float FLOAT, double DOUBLE,
/// boolean BOOLEAN; a nullable column is OPTIONAL, every other REQUIRED. Columns have the schema's spelling
/// and order.
///
/// @see <a href="https://github.com/apache/parquet-format">Apache Parquet format specification</a>
final class ParquetWriter {

    /// The metadata key of the schema's text in a dataset file.
    static final String SCHEMA = "kindred.schema";

    static final int PLAIN = 0;
    static final int RLE = 3;
    static final int RLE_DICTIONARY = 8;

    private static final byte[] MAGIC = {'P', 'A', 'R', '1'};
    private static final int FORMAT_VERSION = 1;
    private static final int ZSTD = 6;
    private static final int UTF8 = 0;
    private static final int REQUIRED = 0;
    private static final int OPTIONAL = 1;

    private record Placed(long position, long rows, List<RowGroup.Chunk> chunks) {}

    private final OutputStream out;
    private final AvroSchema schema;
    private final List<Placed> groups = new ArrayList<>();
    private long position;
    private long rows;

    ParquetWriter(OutputStream out, AvroSchema schema) throws IOException {
        this.out = out;
        this.schema = schema;
        write(MAGIC, MAGIC.length);
    }

    long rows() {
        return rows;
    }

    /// Returns the number of bytes written so far.
    long position() {
        return position;
    }

    void append(RowGroup group) throws IOException {
        groups.add(new Placed(position, group.rows(), group.chunks()));
        rows += group.rows();
        write(group.bytes().array(), group.bytes().length());
    }

    /// Writes the footer and flushes. The stream stays open.
    void finish(Map<String, String> metadata, String createdBy) throws IOException {
        var footer = new Bytes(1 << 12);
        writeFooter(new ThriftCompactWriter(footer), metadata, createdBy);
        footer.putInt(footer.length());
        footer.put(MAGIC, 0, MAGIC.length);
        write(footer.array(), footer.length());
        out.flush();
    }

    private void write(byte[] bytes, int length) throws IOException {
        out.write(bytes, 0, length);
        position += length;
    }

    private void writeFooter(ThriftCompactWriter thrift, Map<String, String> metadata, String createdBy) {
        thrift.beginElement();
        thrift.writeInt(1, FORMAT_VERSION);
        writeSchema(thrift);
        thrift.writeLong(3, rows);
        thrift.beginStructList(4, groups.size());
        for (Placed group : groups) {
            writeRowGroup(thrift, group);
        }
        thrift.beginStructList(5, metadata.size());
        metadata.forEach((key, value) -> {
            thrift.beginElement();
            thrift.writeString(1, key);
            thrift.writeString(2, value);
            thrift.endStruct();
        });
        thrift.writeString(6, createdBy);
        writeColumnOrders(thrift);
        thrift.endStruct();
    }

    private void writeSchema(ThriftCompactWriter thrift) {
        thrift.beginStructList(2, schema.columns().size() + 1);
        thrift.beginElement();
        thrift.writeString(4, schema.recordName());
        thrift.writeInt(5, schema.columns().size());
        thrift.endStruct();
        for (Column column : schema.columns()) {
            thrift.beginElement();
            thrift.writeInt(1, physicalType(column.type()));
            thrift.writeInt(3, column.nullable() ? OPTIONAL : REQUIRED);
            thrift.writeString(4, column.name());
            if (column.type() == ColumnType.STRING) {
                thrift.writeInt(6, UTF8);
                thrift.beginStruct(10);
                thrift.beginStruct(1); // the logical type STRING, which has no members
                thrift.endStruct();
                thrift.endStruct();
            }
            thrift.endStruct();
        }
    }

    private static int physicalType(ColumnType type) {
        return switch (type) {
            case BOOLEAN -> 0;
            case INT -> 1;
            case LONG -> 2;
            case FLOAT -> 4;
            case DOUBLE -> 5;
            case STRING -> 6;
        };
    }

    private void writeRowGroup(ThriftCompactWriter thrift, Placed group) {
        long plainLength = 0;
        long length = 0;
        thrift.beginElement();
        thrift.beginStructList(1, group.chunks().size());
        for (int i = 0; i < group.chunks().size(); i++) {
            RowGroup.Chunk chunk = group.chunks().get(i);
            plainLength += chunk.plainLength();
            length += chunk.length();
            thrift.beginElement();
            thrift.writeLong(2, group.position() + chunk.offset());
            thrift.beginStruct(3);
            writeChunk(thrift, schema.columns().get(i), group, chunk);
            thrift.endStruct();
            thrift.endStruct();
        }
        thrift.writeLong(2, plainLength);
        thrift.writeLong(3, group.rows());
        thrift.writeLong(5, group.position());
        thrift.writeLong(6, length);
        thrift.endStruct();
    }

    private static void writeChunk(ThriftCompactWriter thrift, Column column, Placed group, RowGroup.Chunk chunk) {
        thrift.writeInt(1, physicalType(column.type()));
        if (chunk.hasDictionary()) {
            thrift.writeIntList(2, PLAIN, RLE, RLE_DICTIONARY);
        } else {
            thrift.writeIntList(2, PLAIN, RLE);
        }
        thrift.writeStringList(3, column.name());
        thrift.writeInt(4, ZSTD);
        thrift.writeLong(5, group.rows());
        thrift.writeLong(6, chunk.plainLength());
        thrift.writeLong(7, chunk.length());
        thrift.writeLong(9, group.position() + chunk.dataOffset());
        if (chunk.hasDictionary()) {
            thrift.writeLong(11, group.position() + chunk.offset());
        }
        thrift.beginStruct(12);
        thrift.writeLong(3, chunk.nulls());
        if (chunk.bounds() != null) {
            thrift.writeBinary(5, chunk.bounds().max());
            thrift.writeBinary(6, chunk.bounds().min());
        }
        thrift.endStruct();
    }

    /// Declares that bounds use each type's own order.
    private void writeColumnOrders(ThriftCompactWriter thrift) {
        thrift.beginStructList(7, schema.columns().size());
        for (int i = 0; i < schema.columns().size(); i++) {
            thrift.beginElement();
            thrift.beginStruct(1);
            thrift.endStruct();
            thrift.endStruct();
        }
    }
}
