package dev.kindred.server.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kindred.server.constraint.JsonText;
import dev.kindred.server.error.ServiceException.Serialization;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.type.LogicalType;

/// Encodes and decodes JSON as AWS does: unknown members are ignored, absent members are omitted, times are seconds
/// since 1970 with milliseconds, and texts are not converted to numbers.
final class JsonCodec {

    /// Bounds on hostile JSON. Taste: AWS's shapes are less than ten deep, its numbers have fewer than 20
    /// digits.
    private static final int MAX_DEPTH = 100;
    private static final int MAX_NUMBER = 40;
    private static final int MAX_DIGITS = 15;
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
            .withCoercionConfig(
                    LogicalType.Float,
                    numbers -> numbers.setCoercion(CoercionInputShape.String, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .annotationIntrospector(new JsonTexts())
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, new EpochSeconds())
                    .addDeserializer(Instant.class, new AnyTime()))
            .build();

    private JsonCodec() {}

    /// Decodes a request. An empty body is a request without members.
    ///
    /// @throws Serialization if the body is not JSON or a member has the wrong type
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
        return isObject ? noJson(e) : NO_OBJECT; // an object followed by other content
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

    /// Returns a response that [#encode] made. An empty body is a response without members.
    static JsonNode tree(byte[] response) {
        return response.length == 0 ? MAPPER.createObjectNode() : MAPPER.readTree(response);
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

    /// Assigns the deserializer that also accepts objects to members annotated as JSON texts.
    private static final class JsonTexts extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1;

        @Override
        public @Nullable Object findDeserializer(MapperConfig<?> config, Annotated member) {
            return member.hasAnnotation(JsonText.class) ? new ObjectOrText() : super.findDeserializer(config, member);
        }
    }

    private static final class ObjectOrText extends StdDeserializer<String> {

        ObjectOrText() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser json, DeserializationContext context) {
            return switch (json.currentToken()) {
                case VALUE_STRING -> json.getString();
                case START_OBJECT -> context.readTree(json).toString();
                default -> (String) context.handleUnexpectedToken(String.class, json);
            };
        }
    }

    /// Decodes a time in any form that clients send: seconds since 1970 as an integer, a decimal or a text, or ISO
    /// 8601.
    private static final class AnyTime extends StdDeserializer<Instant> {

        AnyTime() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser json, DeserializationContext context) {
            return switch (json.currentToken()) {
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> ofSeconds(json.getString(), context);
                case VALUE_STRING -> ofText(json.getString().strip(), context);
                default -> (Instant) context.handleUnexpectedToken(Instant.class, json);
            };
        }

        private static Instant ofText(String text, DeserializationContext context) {
            if (text.length() < MAX_NUMBER && text.matches("[+-]?[0-9.]+([eE][+-]?[0-9]{1,3})?")) {
                return ofSeconds(text, context);
            }
            try {
                return Instant.ofEpochMilli(
                        OffsetDateTime.parse(text).toInstant().toEpochMilli());
            } catch (DateTimeException | ArithmeticException e) {
                return refused(text, context);
            }
        }

        private static Instant ofSeconds(String number, DeserializationContext context) {
            try {
                var seconds = new BigDecimal(number);
                if (number.length() > MAX_NUMBER
                        || Math.abs((long) seconds.precision() - seconds.scale()) > MAX_DIGITS) {
                    return refused(number, context);
                }
                return Instant.ofEpochMilli(seconds.movePointRight(3)
                        .setScale(0, RoundingMode.FLOOR)
                        .longValueExact());
            } catch (ArithmeticException | NumberFormatException e) {
                return refused(number, context);
            }
        }

        private static Instant refused(String text, DeserializationContext context) {
            return (Instant) context.handleWeirdStringValue(
                    Instant.class, text, "not seconds since 1970, and not a time by ISO 8601");
        }
    }
}
