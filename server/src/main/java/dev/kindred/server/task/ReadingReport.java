package dev.kindred.server.task;

import dev.kindred.server.literal.Message;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/// The JSON report of a job that reads files, for its owner.
///
/// @param warnings warnings about skipped files
record ReadingReport(int filesRead, long linesRead, List<Message> warnings) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    String toJson() {
        return MAPPER.writeValueAsString(this);
    }
}
