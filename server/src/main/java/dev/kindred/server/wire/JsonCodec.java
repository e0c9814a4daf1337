package dev.kindred.server.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kindred.server.error.ServiceException.Serialization;
import java.math.BigDecimal;
import java.time.Instant;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.type.LogicalType;

/// JSON as AWS writes it: unknown members are passed over, absent ones are left out, times are seconds since 1970 with
/// milliseconds, and a text is no number.
final class JsonCodec {

    private static final int MAX_DEPTH = 100;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .withCoercionConfig(
                    LogicalType.Textual,
                    texts -> texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .withCoercionConfig(
                    LogicalType.Integer,
                    numbers -> numbers.setCoercion(CoercionInputShape.String, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail))
            .withCoercionConfig(
                    LogicalType.Boolean,
                    truths -> truths.setCoercion(CoercionInputShape.String, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail))
            .addModule(new SimpleModule().addSerializer(Instant.class, new EpochSeconds()))
            .build();

    private JsonCodec() {}

    /// Reads a request; an empty body is one without members.
    ///
    /// @throws Serialization if it is no JSON, or a member is of another type
    static <T> T decode(byte[] body, Class<T> type) {
        try {
            var request = body.length == 0 ? MAPPER.readValue("{}", type) : MAPPER.readValue(body, type);
            if (request == null) {
                throw new Serialization("The body is null. Send a JSON object.");
            }
            return request;
        } catch (DatabindException e) {
            throw new Serialization("Member %s is not of the type that the operation takes.".formatted(pathOf(e)));
        } catch (JacksonException e) {
            throw new Serialization("The body is not JSON: see line %d, column %d."
                    .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
        }
    }

    private static String pathOf(DatabindException e) {
        var path = new StringBuilder();
        for (var step : e.getPath()) {
            if (step.getPropertyName() != null) {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            } else {
                path.append('[').append(step.getIndex()).append(']');
            }
        }
        return path.isEmpty() ? "(the body itself)" : path.toString();
    }

    static byte[] encode(Object response) {
        return MAPPER.writeValueAsBytes(response);
    }

    private static final class EpochSeconds extends StdSerializer<Instant> {

        EpochSeconds() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant time, JsonGenerator json, SerializationContext context) {
            json.writeNumber(BigDecimal.valueOf(time.toEpochMilli(), 3));
        }
    }
}
