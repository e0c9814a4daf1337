package dev.kindred.paginators;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.services.personalize.model.PersonalizeResponse;

/**
 * A response in its wire form: maps, lists, strings, numbers and booleans, with members under their wire names, absent
 * members left out, and timestamps as seconds since 1970. It also has {@code ResponseMetadata}, as in boto3.
 */
final class WireDocument {

    private WireDocument() {}

    static Map<String, Object> of(PersonalizeResponse page) {
        var document = members(page);
        var metadata = metadata(page);
        if (!metadata.isEmpty()) {
            document.put("ResponseMetadata", metadata);
        }
        return document;
    }

    private static Map<String, Object> members(SdkPojo pojo) {
        var members = new LinkedHashMap<String, Object>();
        for (var field : pojo.sdkFields()) {
            Object value = field.getValueOrDefault(pojo);
            if (value != null
                    && !(value instanceof SdkAutoConstructList<?>)
                    && !(value instanceof SdkAutoConstructMap<?, ?>)) {
                members.put(field.locationName(), plain(value));
            }
        }
        return members;
    }

    private static Object plain(Object value) {
        if (value instanceof SdkPojo pojo) {
            return members(pojo);
        }
        if (value instanceof List<?> list) {
            var elements = new ArrayList<>(list.size());
            list.forEach(element -> elements.add(plain(element)));
            return elements;
        }
        if (value instanceof Map<?, ?> map) {
            var entries = new LinkedHashMap<String, Object>();
            map.forEach((key, entry) -> entries.put((String) key, plain(entry)));
            return entries;
        }
        if (value instanceof Instant instant) {
            return seconds(instant);
        }
        return value;
    }

    private static BigDecimal seconds(Instant instant) {
        var seconds = BigDecimal.valueOf(instant.toEpochMilli(), 3).stripTrailingZeros();
        return seconds.scale() < 0 ? seconds.setScale(0) : seconds;
    }

    private static Map<String, Object> metadata(PersonalizeResponse page) {
        var metadata = new LinkedHashMap<String, Object>();
        if (page.responseMetadata() != null) {
            metadata.put("RequestId", page.responseMetadata().requestId());
        }
        var http = page.sdkHttpResponse();
        if (http != null) {
            var headers = new LinkedHashMap<String, Object>();
            http.forEachHeader((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
            metadata.put("HTTPStatusCode", http.statusCode());
            metadata.put("HTTPHeaders", headers);
        }
        return metadata;
    }
}
