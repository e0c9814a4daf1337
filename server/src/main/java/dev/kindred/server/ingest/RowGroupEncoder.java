package dev.kindred.server.ingest;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/// Encodes parsed columns as one Parquet row group in memory. Not thread-safe.
///
/// Each column chunk is one data page (version 1). A string column has a dictionary page before it where ids are
/// smaller than the strings themselves. Pages are compressed with Zstandard and carry a CRC-32 of their stored bytes.
final class RowGroupEncoder implements AutoCloseable {

    private static final int DATA_PAGE = 0;
    private static final int DICTIONARY_PAGE = 2;

    private final ZstdCompressCtx compressor = new ZstdCompressCtx().setLevel(1);
    private final CRC32 checksum = new CRC32();
    private final Bytes out = new Bytes(1 << 16);
    private final Bytes page = new Bytes(1 << 16);
    private final Bytes levels = new Bytes(1 << 8);
    private int[] compactIds = new int[0];
    private int plainLength;

    /// Encodes the first `rows` rows. The result shares this encoder's buffer.
    RowGroup encode(ColumnValues[] columns, int rows) {
        out.clear();
        if (compactIds.length < rows) {
            compactIds = new int[rows];
        }
        List<RowGroup.Chunk> chunks = new ArrayList<>(columns.length);
        for (ColumnValues column : columns) {
            chunks.add(encode(column, rows));
        }
        return new RowGroup(out, rows, chunks);
    }

    private RowGroup.Chunk encode(ColumnValues column, int rows) {
        int offset = out.length();
        plainLength = 0;
        int nulls = column.countNulls(rows);
        int encoding = ParquetWriter.PLAIN;
        if (column instanceof StringValues strings && strings.hasIds() && strings.prefersDictionary(rows - nulls)) {
            writeDictionary(strings.dictionary());
            encoding = ParquetWriter.RLE_DICTIONARY;
        }
        int dataOffset = out.length();
        page.clear();
        if (column.isOptional()) {
            writeDefinitionLevels(column, rows, nulls);
        }
        if (encoding == ParquetWriter.RLE_DICTIONARY) {
            writeIds((StringValues) column, rows, nulls);
        } else {
            column.writePlain(rows, page);
        }
        writePage(DATA_PAGE, rows, encoding);
        return new RowGroup.Chunk(offset, dataOffset, out.length() - offset, plainLength, nulls, column.bounds(rows));
    }

    private void writeDictionary(Dictionary dictionary) {
        page.clear();
        page.put(dictionary.plain().array(), 0, dictionary.plain().length());
        writePage(DICTIONARY_PAGE, dictionary.size(), ParquetWriter.PLAIN);
    }

    private void writeDefinitionLevels(ColumnValues column, int rows, int nulls) {
        levels.clear();
        if (nulls == 0) {
            RunLengths.writeRun(1, rows, 1, levels);
        } else {
            for (int row = 0; row < rows; row++) {
                compactIds[row] = column.isNull(row) ? 0 : 1;
            }
            RunLengths.write(compactIds, rows, 1, levels);
        }
        page.putInt(levels.length());
        page.put(levels.array(), 0, levels.length());
    }

    private void writeIds(StringValues strings, int rows, int nulls) {
        int width = RunLengths.width(strings.dictionary().size() - 1);
        page.putByte(width);
        if (nulls == 0) {
            RunLengths.write(strings.ids(), rows, width, page);
            return;
        }
        int count = 0;
        for (int row = 0; row < rows; row++) {
            if (!strings.isNull(row)) {
                compactIds[count++] = strings.ids()[row];
            }
        }
        RunLengths.write(compactIds, count, width, page);
    }

    /// Appends the page built in [#page] with its header. The body is compressed after space for the largest header,
    /// then moved to the header's end.
    private void writePage(int type, int values, int encoding) {
        int room = 64;
        int bound = (int) Math.min(Integer.MAX_VALUE, Zstd.compressBound(page.length()));
        out.reserve(room + bound);
        int bodyAt = out.length() + room;
        int length = compressor.compressByteArray(
                out.array(), bodyAt, out.array().length - bodyAt, page.array(), 0, page.length());
        checksum.reset();
        checksum.update(out.array(), bodyAt, length);

        int headerAt = out.length();
        writePageHeader(type, values, encoding, length);
        int headerLength = out.length() - headerAt;
        System.arraycopy(out.array(), bodyAt, out.array(), out.length(), length);
        out.advance(length);
        plainLength += headerLength + page.length();
    }

    private void writePageHeader(int type, int values, int encoding, int length) {
        var header = new ThriftCompactWriter(out);
        header.beginElement();
        header.writeInt(1, type);
        header.writeInt(2, page.length());
        header.writeInt(3, length);
        header.writeInt(4, (int) checksum.getValue());
        if (type == DATA_PAGE) {
            header.beginStruct(5);
            header.writeInt(1, values);
            header.writeInt(2, encoding);
            header.writeInt(3, ParquetWriter.RLE); // definition levels
            header.writeInt(4, ParquetWriter.RLE); // repetition levels; a flat schema has none
        } else {
            header.beginStruct(7);
            header.writeInt(1, values);
            header.writeInt(2, encoding);
        }
        header.endStruct();
        header.endStruct();
    }

    @Override
    public void close() {
        compressor.close();
    }
}
