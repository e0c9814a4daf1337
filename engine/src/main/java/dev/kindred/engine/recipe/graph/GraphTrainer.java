package dev.kindred.engine.recipe.graph;

import dev.kindred.engine.file.SectionFile;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.lowrank.LowRank;
import dev.kindred.engine.recipe.member.FixedTrainer;
import dev.kindred.engine.recipe.member.MatrixPart;
import dev.kindred.engine.recipe.member.Member;
import dev.kindred.engine.recipe.member.MemberData;
import dev.kindred.engine.recipe.member.MemberData.EventOrder;
import dev.kindred.engine.recipe.neighbours.Exponents;
import dev.kindred.engine.recipe.neighbours.NeighbourTrainer;

/// GF-CF of Shen et al., "How Powerful is Graph Convolution for Recommendation?" (2021): a linear filter of the
/// normalized item graph plus an ideal low-pass filter. Departure: the linear filter is truncated to the nearest
/// items.
public final class GraphTrainer implements FixedTrainer {

    /// The weight of the low-pass filter in the authors' code.
    private static final float LOW_PASS_WEIGHT = 0.3f;

    /// The number of singular vectors of the low-pass filter; the authors use 256. Taste.
    private static final int DIRECTIONS = 128;

    /// The minimum number of singular vectors, for many items. Taste.
    private static final int FEWEST_DIRECTIONS = 64;

    /// The rounds of subspace iteration. Taste.
    private static final int ROUNDS = 4;

    @Override
    public String name() {
        return "graph";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public int share() {
        return 20;
    }

    @Override
    public boolean isSequential() {
        return false;
    }

    /// Blends with sequential members have no graph member.
    @Override
    public boolean suits(MemberData data) {
        return data.order() == EventOrder.IGNORED;
    }

    @Override
    public Member train(MemberData data, TrainingContext context) {
        var counts = NeighbourTrainer.counts(data);
        var linear = counts.nearest(Exponents.GRAPH, NeighbourTrainer.neighboursPerItem(data), context.part(0, 0.5));
        int directions =
                Math.clamp(MemberData.MOST_NUMBERS / Math.max(1, data.itemCount()), FEWEST_DIRECTIONS, DIRECTIONS);
        var smoothest = LowRank.train(data.byUser(), directions, ROUNDS, context.part(0.5, 1));
        var lowPass = LowPassFactors.of(smoothest, counts.scales(-0.5));
        return new Member(name(), new MatrixPart(linear), lowPass, LOW_PASS_WEIGHT);
    }

    @Override
    public Member read(SectionFile file, String prefix, int version, float factorWeight) {
        return new Member(name(), MatrixPart.read(file, prefix), LowPassFactors.read(file, prefix), factorWeight);
    }
}
