package dev.kindred.engine.recipe.ease;

import dev.kindred.engine.file.SectionFile;
import dev.kindred.engine.model.SparseMatrix;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.member.FixedTrainer;
import dev.kindred.engine.recipe.member.MatrixPart;
import dev.kindred.engine.recipe.member.Member;
import dev.kindred.engine.recipe.member.MemberData;
import dev.kindred.engine.recipe.popularity.PopularItems;
import java.util.Arrays;

/// [Ease] over the most popular items of a catalog that is not too large.
public final class EaseTrainer implements FixedTrainer {

    /// The largest catalog with this member: the time is cubic in the number of items. Taste.
    private static final int MOST_CATALOG_ITEMS = 10_000;

    /// The number of most popular items that have weights; there is too little data on the others. Taste.
    private static final int ITEMS = 4096;

    /// The number of weights that an item keeps. Taste.
    private static final int LINKS = 1000;

    /// Within the optima from 200 to 500 that Steck (2019) reports for his data sets.
    private static final double REGULARIZATION = 300;

    @Override
    public String name() {
        return "ease";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public int share() {
        return 10;
    }

    @Override
    public boolean isSequential() {
        return false;
    }

    @Override
    public boolean suits(MemberData data) {
        return data.itemCount() <= MOST_CATALOG_ITEMS;
    }

    @Override
    public Member train(MemberData data, TrainingContext context) {
        var items = Arrays.copyOf(PopularItems.of(data.collaborative()).order(), Math.min(ITEMS, data.itemCount()));
        Arrays.sort(items);
        var links = Ease.train(data.byUser().withColumns(items), REGULARIZATION, LINKS, context)
                .among(items, data.itemCount());
        var matrix = SparseMatrix.of(links.offsets(), links.targets(), links.weights());
        return Member.ofSparse(name(), new MatrixPart(matrix));
    }

    @Override
    public Member read(SectionFile file, String prefix, int version, float factorWeight) {
        return Member.ofSparse(name(), MatrixPart.read(file, prefix));
    }
}
