package dev.kindred.engine.recipe.member;

import dev.kindred.engine.file.SectionFile;
import dev.kindred.engine.file.SectionWriter;
import dev.kindred.engine.model.SparseMatrix;
import dev.kindred.engine.recipe.ItemScores;
import java.io.IOException;

/// Scores an item by the weighted sum of its entries in the rows of the profile's items.
///
/// @param matrix a row and a column for each item
public record MatrixPart(SparseMatrix matrix) implements SparsePart {

    public static MatrixPart read(SectionFile file, String prefix) {
        return new MatrixPart(SparseMatrix.read(file, prefix));
    }

    @Override
    public void write(SectionWriter file, String prefix) throws IOException {
        matrix.write(file, prefix);
    }

    @Override
    public Scorer scorer() {
        return new RowScorer(matrix, SparseMatrix.Row.bufferFor(matrix));
    }

    private record RowScorer(SparseMatrix matrix, SparseMatrix.Row row) implements Scorer {

        @Override
        public void score(Profile profile, ItemScores scores) {
            for (int i = 0; i < profile.size(); i++) {
                int length = matrix.copyRow(profile.items()[i], row);
                float weight = profile.weights()[i];
                for (int k = 0; k < length; k++) {
                    scores.add(row.columns()[k], weight * row.values()[k]);
                }
            }
        }

        @Override
        public void attribute(Profile profile, Attribution attribution) {
            for (int place = 0; place < profile.size(); place++) {
                int length = matrix.copyRow(profile.items()[place], row);
                for (int k = 0; k < length; k++) {
                    int at = attribution.find(row.columns()[k]);
                    if (at >= 0) {
                        attribution.add(at, place, profile.weights()[place] * row.values()[k]);
                    }
                }
            }
        }
    }
}
