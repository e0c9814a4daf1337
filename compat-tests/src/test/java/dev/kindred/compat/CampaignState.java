package dev.kindred.compat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.personalize.model.ImportMode;

/// What the server answered to the writers of a crash campaign, from which the checks derive what it must hold.
final class CampaignState {

    /// An event: the line that it makes in an export.
    record SentEvent(String id, String user, String item, String line) {}

    /// An import job, by its name.
    record SentImport(ImportMode mode, List<String> lines) {}

    /// A deletion of a user, with the lines of the user's events.
    record SentDeletion(String user, List<String> lines) {}

    final Acknowledgements<String> objects = new Acknowledgements<>();
    final Acknowledgements<String> items = new Acknowledgements<>();
    final Acknowledgements<String> users = new Acknowledgements<>();
    final Acknowledgements<String> tags = new Acknowledgements<>();
    final Acknowledgements<Boolean> schemas = new Acknowledgements<>();
    final Acknowledgements<Boolean> groups = new Acknowledgements<>();
    final Acknowledgements<Boolean> filters = new Acknowledgements<>();
    final Acknowledgements<Integer> provisioned = new Acknowledgements<>();
    final Acknowledgements<SentEvent> events = new Acknowledgements<>();
    final Acknowledgements<SentImport> imports = new Acknowledgements<>();
    final Acknowledgements<SentDeletion> deletions = new Acknowledgements<>();
    final Acknowledgements<Boolean> versions = new Acknowledgements<>();
    final Acknowledgements<Boolean> batchJobs = new Acknowledgements<>();

    /// The multipart uploads that were acknowledged to have ended.
    final Set<String> endedUploads = ConcurrentHashMap.newKeySet();

    final List<String> violations = Collections.synchronizedList(new ArrayList<>());
    final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();

    /// Returns a number that was not returned before.
    int next() {
        return numbers.incrementAndGet();
    }

    void count(String what) {
        counts.computeIfAbsent(what, _ -> new AtomicInteger()).incrementAndGet();
    }

    int counted(String what) {
        return Optional.ofNullable(counts.get(what)).map(AtomicInteger::get).orElse(0);
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation is in no dependency of this module
    void violation(String sentence, Object... arguments) {
        violations.add(sentence.formatted(arguments));
    }
}
