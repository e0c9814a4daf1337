package dev.kindred.server.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kindred.server.resource.IamEntity;
import dev.kindred.server.resource.Resource;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The JSON form in which the catalog keeps a resource, or an entity of IAM.
final class Documents {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private Documents() {}

    static String write(Resource resource) {
        return MAPPER.writeValueAsString(resource);
    }

    static String write(IamEntity entity) {
        return MAPPER.writeValueAsString(entity);
    }

    static String write(Map<String, Double> numbers) {
        return MAPPER.writeValueAsString(numbers);
    }

    static Map<String, Double> readNumbers(String document) {
        return MAPPER.readValue(document, new TypeReference<Map<String, Double>>() {});
    }

    static <T> T read(String document, Class<T> type) {
        return MAPPER.readValue(document, type);
    }
}
