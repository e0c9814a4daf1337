package dev.kindred.server.demo;

/// The demo cannot go on, for a reason that its user can mend. The message is for that user.
public final class DemoException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String sentence;

    DemoException(String sentence) {
        super(sentence, null, false, false);
        this.sentence = sentence;
    }

    /// What its user is told.
    public String sentence() {
        return sentence;
    }
}
