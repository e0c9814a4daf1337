package dev.kindred.server.task;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/// What a job that reads files leaves for its owner to read.
///
/// @param warnings what was passed over
record ReadingReport(int filesRead, long linesRead, List<String> warnings) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    String toJson() {
        return MAPPER.writeValueAsString(this);
    }
}
