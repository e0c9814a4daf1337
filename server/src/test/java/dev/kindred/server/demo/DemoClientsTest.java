package dev.kindred.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.resource.Scope;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoClientsTest {

    @ParameterizedTest
    @ValueSource(strings = {"us-east-1", "cn-north-1", "us-gov-west-1", "eu-isoe-west-1", "my-own-region"})
    void aRecipeIsNamedAsTheServerNamesIt(String region) {
        try (var clients = DemoClients.open(URI.create("http://127.0.0.1:1"), region, DemoKey.ANY)) {
            assertThat(clients.recipe("aws-sims"))
                    .isEqualTo(new Scope("000000000000", region)
                            .serviceArn("recipe", "aws-sims")
                            .toString());
        }
    }
}
