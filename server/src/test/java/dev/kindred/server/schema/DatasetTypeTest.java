package dev.kindred.server.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DatasetTypeTest {

    @ParameterizedTest
    @CsvSource({
        "Interactions, INTERACTIONS, Interactions",
        "items, ITEMS, Items",
        "USERS, USERS, Users",
        "aCtIoNs, ACTIONS, Actions",
        "Action_Interactions, ACTION_INTERACTIONS, ActionInteractions"
    })
    void isFoundByItsNameInAnyCaseAndByItsRecordName(String name, DatasetType type, String recordName) {
        assertThat(DatasetType.find(name)).contains(type);
        assertThat(DatasetType.findByRecordName(recordName)).contains(type);
        assertThat(DatasetType.findByRecordName(name)).contains(type);
        assertThat(type.recordName()).isEqualTo(recordName);
    }

    @Test
    void isNotFoundByAnotherName() {
        assertThat(DatasetType.find("ActionInteractions")).isEmpty();
        assertThat(DatasetType.findByRecordName("Item")).isEmpty();
        assertThat(Domain.find("ecommerce")).isEmpty();
        assertThat(Domain.find("ECOMMERCE")).contains(Domain.ECOMMERCE);
    }
}
