package dev.kindred.compat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/// Requests with all members: each member in the AWS SDK has a value of its type, plausible for its name.
final class EveryMember {

    private EveryMember() {}

    /// Fills a builder, and returns it.
    static SdkPojo of(SdkPojo builder) {
        for (var field : builder.sdkFields()) {
            field.set(builder, value(field, field.memberName()));
        }
        return builder;
    }

    /// Elements of lists and maps have the name of their list or map.
    private static Object value(SdkField<?> field, String name) {
        var type = field.marshallingType();
        if (type.equals(MarshallingType.LIST)) {
            return List.of(value(field.getTrait(ListTrait.class).memberFieldInfo(), name));
        }
        if (type.equals(MarshallingType.MAP)) {
            return Map.of("key", value(field.getTrait(MapTrait.class).valueFieldInfo(), name));
        }
        if (type.equals(MarshallingType.SDK_POJO)) {
            return ((Buildable) of(field.constructor().get())).build();
        }
        if (type.equals(MarshallingType.INSTANT)) {
            return Instant.ofEpochSecond(1_700_000_000);
        }
        if (type.equals(MarshallingType.INTEGER)) {
            return 1;
        }
        if (type.equals(MarshallingType.DOUBLE)) {
            return 0.5;
        }
        if (type.equals(MarshallingType.FLOAT)) {
            return 0.5f;
        }
        if (type.equals(MarshallingType.BOOLEAN)) {
            return false;
        }
        if (type.equals(MarshallingType.STRING)) {
            return text(name);
        }
        throw new AssertionError("a member of a type that is new: " + name + ", " + type);
    }

    private static String text(String name) {
        return switch (name) {
            case "roleArn" -> "arn:aws:iam::000000000000:role/any";
            case "kmsKeyArn" -> "arn:aws:kms:us-east-1:000000000000:key/any";
            case "path", "dataLocation" -> "s3://data/any/";
            case "schedulingExpression" -> "rate(7 days)";
            case "properties" -> "{\"any\": 1}";
            default -> name.endsWith("Arn") ? "arn:aws:personalize:us-east-1:000000000000:any/thing" : "any";
        };
    }
}
