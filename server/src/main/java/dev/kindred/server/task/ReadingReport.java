package dev.kindred.server.task;

import dev.kindred.server.literal.Message;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/// The report of a job that reads files, as JSON for its owner.
///
/// @param warnings on files that were passed over
record ReadingReport(int filesRead, long linesRead, List<Message> warnings) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    String toJson() {
        return MAPPER.writeValueAsString(this);
    }
}
