package dev.kindred.server.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kindred.server.error.ServiceException.Serialization;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
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

/// JSON as AWS writes it: unknown members are passed over, absent ones are left out, times are seconds since
/// 1970 with milliseconds, and a text is no number.
final class JsonCodec {

    private static final int MAX_DEPTH = 100;
    private static final String NO_OBJECT = "The body is not a JSON object.";

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
                throw new Serialization(NO_OBJECT);
            }
            return request;
        } catch (StreamConstraintsException e) {
            throw new Serialization("The body is nested deeper than %d levels, or a name or number in it is too long."
                    .formatted(MAX_DEPTH));
        } catch (DatabindException | InputCoercionException e) {
            throw new Serialization(ofOtherType(e, body));
        } catch (JacksonException e) {
            throw new Serialization(noJson(e));
        }
    }

    private static String ofOtherType(JacksonException e, byte[] body) {
        var path = pathOf(e);
        if (!path.isEmpty()) {
            return "Member %s is not of the type that the operation takes.".formatted(path);
        }
        boolean isObject =
                new String(body, StandardCharsets.UTF_8).stripLeading().startsWith("{");
        return isObject ? noJson(e) : NO_OBJECT; // an object with something behind it
    }

    private static String noJson(JacksonException e) {
        var place = e.getLocation();
        return place == null
                ? "The body is not JSON in UTF-8."
                : "The body is not JSON in UTF-8: see line %d, column %d."
                        .formatted(place.getLineNr(), place.getColumnNr());
    }

    private static String pathOf(JacksonException e) {
        var path = new StringBuilder();
        for (var step : e.getPath()) {
            if (step.getPropertyName() != null) {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            } else {
                path.append('[').append(step.getIndex()).append(']');
            }
        }
        return path.toString();
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
