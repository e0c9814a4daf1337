package dev.kindred.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3LocationTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "s3://data/items.csv, data, items.csv, false",
                "s3://data/in/, data, in/, true",
                "s3://data, data, '', true",
                "s3://data/, data, '', true",
                "s3://data//a b/../c, data, /a b/../c, false",
                "https://s3.amazonaws.com/data/in/a.csv, data, in/a.csv, false",
                "https://s3.eu-west-1.amazonaws.com/data/in/, data, in/, true",
                "https://data.s3.eu-west-1.amazonaws.com/in/a.csv, data, in/a.csv, false"
            })
    void aLocationIsBucketAndKey(String text, String bucket, String key, boolean isFolder) {
        var location = S3Location.parse(text);

        assertThat(location).isEqualTo(new S3Location(bucket, key));
        assertThat(location.isFolder()).isEqualTo(isFolder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "data/items.csv",
                "s3:/data/items.csv",
                "s3://",
                "s3:///items.csv",
                "s3://../items.csv",
                "https://example.com/items.csv",
                "https://s3.amazonaws.com/data/a%20b.csv",
                "https://s3.amazonaws.com/data/a.csv?versionId=1"
            })
    void whatIsNoneIsRefusedWithTheFormToUse(String text) {
        assertThatThrownBy(() -> S3Location.parse(text))
                .isInstanceOf(StorageException.InvalidLocation.class)
                .hasMessageContaining("s3://bucket/folder/");
    }

    @Test
    void aKeyMayHave1024BytesAndNoMore() {
        assertThat(S3Location.parse("s3://data/" + "é".repeat(512)).key()).hasSize(512);
        assertThatThrownBy(() -> S3Location.parse("s3://data/" + "é".repeat(513)))
                .isInstanceOf(StorageException.KeyTooLong.class)
                .hasMessageContaining("1,026 bytes");
    }
}
