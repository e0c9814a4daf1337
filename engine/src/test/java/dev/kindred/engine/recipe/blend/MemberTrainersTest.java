package dev.kindred.engine.recipe.blend;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.file.SectionFile;
import dev.kindred.engine.file.SectionWriter;
import dev.kindred.engine.ranking.History;
import dev.kindred.engine.recipe.SmallSets;
import dev.kindred.engine.recipe.member.HeldOutUser;
import dev.kindred.engine.recipe.member.Member;
import dev.kindred.engine.recipe.member.MemberData;
import dev.kindred.engine.recipe.member.MemberData.EventOrder;
import dev.kindred.engine.recipe.member.MemberTrainer;
import dev.kindred.engine.recipe.member.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The list of families, and the contract of each family.
class MemberTrainersTest {

    private static final int ITEMS = 40;

    private final InteractionLog log = SmallSets.walks(80, ITEMS, 3).interactions();

    @Test
    void everyFamilyIsListedOnceUnderANameOfItsOwn() {
        var families = new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.kindred.engine.recipe")
                        .stream()
                        .filter(type -> type.isAssignableTo(MemberTrainer.class) && !type.isInterface())
                        .map(JavaClass::getName);

        assertThat(MemberTrainers.ALL.stream().map(trainer -> trainer.getClass().getName()))
                .containsExactlyInAnyOrderElementsOf(families.toList());
        assertThat(MemberTrainers.ALL.stream().map(MemberTrainer::name)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void aSearchReturnsTheMemberThatATrainingWithItsParametersReturns(EventOrder order, @TempDir Path folder)
            throws IOException {
        var data = new MemberData(log, log, order, 64);

        for (var candidate : MemberTrainers.search(data, users(), SmallSets.context(2))) {
            var again = candidate.weighted(1).train(data, SmallSets.context(1));

            assertThat(Files.mismatch(
                            written(candidate.member(), folder.resolve("found-" + again.name())),
                            written(again, folder.resolve("again-" + again.name()))))
                    .as(again.name())
                    .isEqualTo(-1);
        }
    }

    private HeldOutUser[] users() {
        return users(log, ITEMS);
    }

    static HeldOutUser[] users(InteractionLog log, int items) {
        var users = new HeldOutUser[40];
        Arrays.setAll(
                users, user -> new HeldOutUser(History.of(log, user), new int[] {user % items}, new boolean[] {true}));
        return users;
    }

    private static Path written(Member member, Path file) throws IOException {
        try (var writer = SectionWriter.create(file, "TEST", 1)) {
            member.write(writer, "0.");
            writer.finish();
        }
        return file;
    }

    static Stream<List<String>> lines() {
        return Stream.of(
                List.of("neighbours 1 0.5 0.0", "rules 1 1.0 0.0"), // the current version
                List.of("neighbours M 0.5 0.0", "rules R 1.0 0.0")); // of models written before members had versions
    }

    @ParameterizedTest
    @MethodSource("lines")
    void aBlendHasTheMembersOfItsLines(List<String> lines, @TempDir Path folder) throws IOException {
        var data = new MemberData(log, log, EventOrder.DIRECTED, 64);
        var members = MemberTrainers.search(data, users(), SmallSets.context(1)).stream()
                .<Member>map(MemberTrainers.Candidate::member)
                .filter(member -> lines.stream().anyMatch(line -> line.startsWith(member.name())))
                .toList();
        var popular = new int[ITEMS];
        Arrays.setAll(popular, item -> item);
        var file = folder.resolve("blend");
        try (var writer = SectionWriter.create(file, "TEST", 1)) {
            writer.text("blend.members", String.join("\n", lines) + "\n");
            writer.floats("blend.numbers", new float[] {0.3f, 1, 0, 2, 4});
            for (int m = 0; m < members.size(); m++) {
                members.get(m).write(writer, m + ".");
            }
            writer.finish();
        }

        var read = SectionFile.read(file, "TEST", 1, it -> Blend.read(it, popular));

        var expected =
                new Blend(members, new float[] {0.5f, 1}, 0.3f, new Blend.Repeats.Excluded(), new Curve(2, 4), popular);
        var profile = Profile.of(History.of(log, 0), read.recency());
        assertThat(read.<float[]>with(scoring -> scores(scoring, profile)))
                .containsExactly(expected.<float[]>with(scoring -> scores(scoring, profile)));
        assertThat(read.curve()).isEqualTo(expected.curve());
    }

    private static float[] scores(Scoring scoring, Profile profile) {
        scoring.start(profile);
        return scoring.scores(new int[] {1, 2, 3, 5, 8, 13, 21, 34});
    }
}
