package dev.kindred.engine.recipe.action;

import dev.kindred.engine.data.IdIndex;
import dev.kindred.engine.file.SectionFile;
import dev.kindred.engine.file.SectionWriter;
import dev.kindred.engine.model.ItemIds;
import dev.kindred.engine.model.StoredModel;
import dev.kindred.engine.ranking.History;
import dev.kindred.engine.ranking.PastActions;
import dev.kindred.engine.recipe.factor.AlsSettings;
import dev.kindred.engine.recipe.factor.FoldIn;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A model of the probability that a user takes an action within the optimization period after it is offered. It
/// is immutable and thread-safe, and holds no data of single users.
///
/// File, of the kind `ACTIONS`, version 1:
///
/// | section | content |
/// |---|---|
/// | `items.text`, `.offsets`, `.slots` | the ids of the items, as [IdIndex]; likewise `actions` and `traits` (see
/// [UserTraits]) |
/// | `vectors`, `spectrum`, `als` | the items' vectors (floats), their spectrum (floats), and the bits of the
/// settings of fold-in: rank, weight of the unobserved, regularization, its exponent (long each) |
/// | `columns`, `names` | the column of each trait (int), and the columns' names, one a line |
/// | `means`, `scales` | the standardization of rows (floats) |
/// | `overall` | the bits of the share of events with the action taken (long) |
/// | `scored` | for each action 1 if there was enough data for a score, otherwise 0 (int) |
/// | `general` | for each action the bits of the probability that any user takes it (long) |
/// | `weights` | for each action the weights of a row's numbers and the intercept (floats) |
public final class ActionModel implements StoredModel {

    public static final String KIND = "ACTIONS";
    private static final int VERSION = 1;

    private final IdIndex actions;
    private final IdIndex items;
    private final ItemVectors vectors;
    private final UserView view;
    private final Propensities propensities;

    /// The vectors of the items, in a file or in memory.
    @SuppressWarnings("ArrayRecordComponent") // part of a model, never compared
    record ItemVectors(MemorySegment values, float[] spectrum, AlsSettings settings) {

        FoldIn foldIn() {
            return new FoldIn(values, spectrum, settings);
        }

        boolean isEmpty() {
            return values.byteSize() == 0;
        }
    }

    /// The parameters of each action.
    ///
    /// @param weights those of action `a` begin at `a * (width + 1)`
    @SuppressWarnings("ArrayRecordComponent") // part of a model, never compared
    record Propensities(boolean[] scored, double[] general, float[] weights) {}

    ActionModel(IdIndex actions, IdIndex items, ItemVectors vectors, UserView view, Propensities propensities) {
        this.actions = actions;
        this.items = items;
        this.vectors = vectors;
        this.view = view;
        this.propensities = propensities;
    }

    /// The actions of the model: its action indices are those of this index.
    public IdIndex actions() {
        return actions;
    }

    /// The items of the model: the item indices of histories are those of this index.
    @Override
    public IdIndex items() {
        return items;
    }

    /// Returns whether there was enough data to score the action.
    public boolean isScored(int action) {
        return propensities.scored()[action];
    }

    /// Returns the probability of each action that the user takes it, and 0 for actions without enough data. For
    /// an unknown user, it is the probability for any user.
    ///
    /// @param history the events of the user with items
    /// @param past the events of the user with actions
    /// @param user the user's metadata by column, with several values joined by `|`
    public double[] propensities(History history, PastActions past, Map<String, String> user) {
        int shared = view.shared();
        int width = view.width();
        var row = new float[width];
        view.setShared(history, past, user, row, 0);
        boolean isKnown = view.knows(history, past, row, 0);
        view.scale(row, 0, 0, shared);
        var taken = new int[actions.size()];
        var others = new int[actions.size()];
        for (int i = 0; i < past.size(); i++) {
            (past.taken()[i] ? taken : others)[past.actions()[i]]++;
        }
        var found = new double[actions.size()];
        for (int action = 0; action < found.length; action++) {
            if (!propensities.scored()[action]) {
                continue;
            }
            if (!isKnown) {
                found[action] = propensities.general()[action];
                continue;
            }
            row[shared] = UserView.count(taken[action]);
            row[shared + 1] = UserView.count(others[action]);
            view.scale(row, 0, shared, width);
            found[action] = LogisticRegression.probability(logOdds(action, row));
        }
        return found;
    }

    private double logOdds(int action, float[] row) {
        var weights = propensities.weights();
        int at = action * (row.length + 1);
        double sum = weights[at + row.length];
        for (int j = 0; j < row.length; j++) {
            sum += (double) weights[at + j] * row[j];
        }
        return sum;
    }

    /// Opens a model by memory map.
    ///
    /// @throws dev.kindred.engine.file.CorruptFileException if the file is not an intact model of this kind and
    /// version
    public static ActionModel open(Path path) throws IOException {
        return SectionFile.read(path, KIND, VERSION, ActionModel::read);
    }

    private static ActionModel read(SectionFile file) throws IOException {
        var als = file.longs("als");
        var settings = AlsSettings.ofRank((int) als[0])
                .withUnobservedWeight(Double.longBitsToDouble(als[1]))
                .withRegularization(Double.longBitsToDouble(als[2]), Double.longBitsToDouble(als[3]));
        var vectors = new ItemVectors(file.segment("vectors"), file.floats("spectrum"), settings);
        var traits = new UserTraits(
                index(file, "traits"),
                file.ints("columns"),
                List.copyOf(file.text("names").lines().toList()));
        var view = new UserView(
                vectors.isEmpty() ? null : vectors.foldIn(),
                settings.rank(),
                Double.longBitsToDouble(file.longs("overall")[0]),
                traits,
                file.floats("means"),
                file.floats("scales"));
        var scored = file.ints("scored");
        var bits = file.longs("general");
        var marks = new boolean[scored.length];
        var general = new double[scored.length];
        for (int action = 0; action < scored.length; action++) {
            marks[action] = scored[action] == 1;
            general[action] = Double.longBitsToDouble(bits[action]);
        }
        return new ActionModel(
                index(file, "actions"),
                ItemIds.read(file),
                vectors,
                view,
                new Propensities(marks, general, file.floats("weights")));
    }

    private static IdIndex index(SectionFile file, String name) {
        return new IdIndex(
                file.segment(name + ".text"), file.segment(name + ".offsets"), file.segment(name + ".slots"));
    }

    @Override
    public void write(Path path) throws IOException {
        try (var file = SectionWriter.create(path, KIND, VERSION)) {
            ItemIds.write(file, items);
            write(file, "actions", actions);
            write(file, "traits", view.traits().keys());
            var settings = vectors.settings();
            file.segment("vectors", vectors.values());
            file.floats("spectrum", vectors.spectrum());
            file.longs("als", new long[] {
                settings.rank(),
                Double.doubleToLongBits(settings.unobservedWeight()),
                Double.doubleToLongBits(settings.regularization()),
                Double.doubleToLongBits(settings.regularizationExponent())
            });
            file.ints("columns", view.traits().columns());
            file.text("names", String.join("\n", view.traits().names()));
            file.floats("means", view.means());
            file.floats("scales", view.scales());
            file.longs("overall", new long[] {Double.doubleToLongBits(view.overall())});
            var scored = new int[actions.size()];
            var general = new long[actions.size()];
            for (int action = 0; action < scored.length; action++) {
                scored[action] = propensities.scored()[action] ? 1 : 0;
                general[action] = Double.doubleToLongBits(propensities.general()[action]);
            }
            file.ints("scored", scored);
            file.longs("general", general);
            file.floats("weights", propensities.weights());
            file.finish();
        }
    }

    private static void write(SectionWriter file, String name, IdIndex ids) throws IOException {
        file.segment(name + ".text", ids.text());
        file.segment(name + ".offsets", ids.offsets());
        file.segment(name + ".slots", ids.slots());
    }
}
