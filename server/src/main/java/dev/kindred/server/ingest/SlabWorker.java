package dev.kindred.server.ingest;

import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.DatasetType;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/// Parses and encodes one slab at a time, with all buffers that this needs. The importing thread fills the slab, a
/// worker thread runs the task, and the importing thread takes the result and fills the slab again. Hand-over happens
/// through the task, so fields need no lock.
final class SlabWorker implements AutoCloseable {

    private final Slab slab;
    private final SlabParser parser;
    private final RowGroupEncoder encoder = new RowGroupEncoder();
    private final AtomicBoolean refused;
    private int[] targets = new int[0];
    private int file;
    private FutureTask<SlabResult> task = new FutureTask<>(this::work);

    /// @param refused set once the import is rejected: rows are still checked, but not encoded
    SlabWorker(AvroSchema schema, DatasetType type, ImportRules rules, int slabBytes, AtomicBoolean refused) {
        this.slab = new Slab(slabBytes);
        this.parser = new SlabParser(schema, type, rules);
        this.refused = refused;
    }

    Slab slab() {
        return slab;
    }

    /// Returns the index of the slab's file.
    int file() {
        return file;
    }

    void start(int file, int[] targets, Executor workers) {
        this.file = file;
        this.targets = targets;
        task = new FutureTask<>(this::work);
        try {
            workers.execute(task);
        } catch (RejectedExecutionException e) {
            task.run(); // the pool is full or closing: the importing thread runs the task
        }
    }

    /// Waits for the result. If no worker thread has started the task, the caller runs it, so a full pool, even one
    /// that the caller belongs to, cannot block an import.
    SlabResult await() throws InterruptedException {
        task.run();
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("an import's worker failed", e.getCause());
        }
    }

    private SlabResult work() {
        SlabResult result = parser.parse(slab, targets);
        if (result.badRows() > 0 || result.malformed() != null) {
            refused.set(true);
        }
        return refused.get() ? result : result.withGroup(encoder.encode(parser.columns(), parser.goodRows()));
    }

    @Override
    public void close() {
        encoder.close();
    }
}
