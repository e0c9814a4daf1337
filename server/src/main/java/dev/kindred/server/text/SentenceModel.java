package dev.kindred.server.text;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.kindred.engine.text.TextEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// The sentence encoder all-MiniLM-L6-v2 with 8-bit weights, run by ONNX Runtime. An archive on the class path
/// contains the model. It is best for English, and encodes the first 256 word pieces of a text, about 200 words.
/// It is loaded when the first text is encoded, and then occupies about 100 MB outside the heap.
///
/// Each text is encoded separately on the caller's thread. The dynamic quantization of a batch depends on all
/// its texts, so the vector of a text would depend on the others in its batch.
///
/// @see <a href="https://www.sbert.net/docs/sentence_transformer/pretrained_models.html">Sentence
/// Transformers</a>
public final class SentenceModel implements TextEncoder {

    private static final String WEIGHTS = "/all-minilm-l6-v2-q.onnx";
    private static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";

    /// The dimension of the output, and the maximum number of word pieces in training (model card of
    /// all-MiniLM-L6-v2).
    private static final int DIMENSION = 384;
    private static final int MOST_PIECES = 256;

    private @Nullable Loaded loaded;

    private record Loaded(OrtEnvironment environment, OrtSession session, WordPieces pieces) {}

    @Override
    public String name() {
        return "all-minilm-l6-v2-q.1";
    }

    @Override
    public int dimension() {
        return DIMENSION;
    }

    /// @throws UncheckedIOException if the model cannot be loaded on this machine
    @Override
    public float[] encode(String text) {
        var model = loaded();
        var pieces = model.pieces().of(text, MOST_PIECES);
        try {
            return normalised(run(model, pieces), pieces.length);
        } catch (OrtException e) {
            throw new IllegalStateException("the sentence model failed on a text of " + pieces.length + " pieces", e);
        }
    }

    private static float[] run(Loaded model, long[] pieces) throws OrtException {
        var shape = new long[] {1, pieces.length};
        var ones = new long[pieces.length];
        Arrays.fill(ones, 1);
        try (var ids = OnnxTensor.createTensor(model.environment(), LongBuffer.wrap(pieces), shape);
                var mask = OnnxTensor.createTensor(model.environment(), LongBuffer.wrap(ones), shape);
                var kinds =
                        OnnxTensor.createTensor(model.environment(), LongBuffer.wrap(new long[pieces.length]), shape);
                var results = model.session()
                        .run(Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", kinds))) {
            if (results.get(0) instanceof OnnxTensor states) {
                var values = new float[pieces.length * DIMENSION];
                states.getFloatBuffer().get(values);
                return values;
            }
            throw new OrtException("the model's output is not a tensor");
        }
    }

    /// Returns the mean of the pieces' states, scaled to length 1.
    private static float[] normalised(float[] states, int pieces) {
        var sum = new float[DIMENSION];
        for (int piece = 0; piece < pieces; piece++) {
            for (int i = 0; i < DIMENSION; i++) {
                sum[i] += states[piece * DIMENSION + i];
            }
        }
        double squares = 0;
        for (float value : sum) {
            squares += value * value;
        }
        float length = (float) Math.sqrt(squares);
        for (int i = 0; i < DIMENSION; i++) {
            sum[i] /= length;
        }
        return sum;
    }

    private synchronized Loaded loaded() {
        if (loaded == null) {
            try {
                loaded = load();
            } catch (IOException | OrtException | LinkageError e) {
                throw new UncheckedIOException(new IOException(
                        "Texts cannot be read on this machine (%s, %s), because the sentence model does not load: %s"
                                .formatted(
                                        System.getProperty("os.name"), System.getProperty("os.arch"), e.getMessage()),
                        e));
            }
        }
        return loaded;
    }

    private static Loaded load() throws IOException, OrtException {
        var environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        environment.setTelemetry(false);
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1); // encode runs on the threads of its callers
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            return new Loaded(environment, environment.createSession(resource(WEIGHTS), options), pieces());
        }
    }

    private static WordPieces pieces() throws IOException {
        var vocabulary = new HashMap<String, Integer>();
        JsonMapper.shared()
                .readTree(resource(TOKENIZER))
                .at("/model/vocab")
                .properties()
                .forEach(
                        entry -> vocabulary.put(entry.getKey(), entry.getValue().asInt()));
        return new WordPieces(vocabulary);
    }

    private static byte[] resource(String name) throws IOException {
        try (var in = SentenceModel.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the archive with " + name + " is not on the class path");
            }
            return in.readAllBytes();
        }
    }
}
