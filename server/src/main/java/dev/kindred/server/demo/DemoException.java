package dev.kindred.server.demo;

/// The demo cannot continue, for a reason that its user can correct. The message is for the user.
public final class DemoException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String sentence;

    DemoException(String sentence) {
        super(sentence, null, false, false);
        this.sentence = sentence;
    }

    /// The message for the user.
    public String sentence() {
        return sentence;
    }
}
