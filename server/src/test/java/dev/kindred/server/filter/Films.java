package dev.kindred.server.filter;

import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.Column;
import dev.kindred.server.schema.ColumnType;
import dev.kindred.server.schema.DatasetType;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The schemas of a film service, with a column of every kind.
final class Films {

    static final AvroSchema ITEMS = AvroSchema.parse("""
            {"type":"record","name":"Items","fields":[
             {"name":"ITEM_ID","type":"string"},{"name":"GENRE","type":["null","string"],"categorical":true},
             {"name":"TITLE","type":["null","string"]},{"name":"YEAR","type":["null","int"]},
             {"name":"PRICE","type":["null","float"]},{"name":"RATING","type":["null","double"]},
             {"name":"CREATION_TIMESTAMP","type":["null","long"]},{"name":"ADULT","type":["null","boolean"]},
             {"name":"PLOT","type":["null","string"],"textual":true}]}""");

    private static final AvroSchema USERS = AvroSchema.parse("""
            {"type":"record","name":"Users","fields":[
             {"name":"USER_ID","type":"string"},{"name":"AGE","type":["null","int"]},
             {"name":"TIER","type":["null","string"],"categorical":true}]}""");

    private static final AvroSchema EVENTS = AvroSchema.parse("""
            {"type":"record","name":"Interactions","fields":[
             {"name":"USER_ID","type":"string"},{"name":"ITEM_ID","type":"string"},
             {"name":"EVENT_TYPE","type":"string"},{"name":"TIMESTAMP","type":"long"}]}""");

    static final FilterSchema SCHEMA = new FilterSchema(Map.of(
            DatasetType.ITEMS, ITEMS,
            DatasetType.USERS, USERS,
            DatasetType.INTERACTIONS, EVENTS,
            DatasetType.ACTION_INTERACTIONS, EVENTS));

    private Films() {}

    /// Returns a schema of that many numbers: C0, C1, ….
    static AvroSchema numbers(int count) {
        List<Column> columns = IntStream.range(0, count)
                .mapToObj(i -> Column.optional("C" + i, ColumnType.DOUBLE))
                .toList();
        return new AvroSchema("Items", columns);
    }
}
