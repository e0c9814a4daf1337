package dev.kindred.engine.recipe.member;

import dev.kindred.engine.file.SectionFile;
import dev.kindred.engine.file.SectionWriter;
import dev.kindred.engine.model.SparseMatrix;
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
        var columns = new int[matrix.longestRow()];
        var values = new float[columns.length];
        return (profile, scores) -> {
            for (int i = 0; i < profile.size(); i++) {
                int length = matrix.copyRow(profile.items()[i], columns, values);
                float weight = profile.weights()[i];
                for (int k = 0; k < length; k++) {
                    scores.add(columns[k], weight * values[k]);
                }
            }
        };
    }
}
