package dev.kindred.engine.theme;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/// English words that carry no subject: function words, and verbs, adverbs and adjectives that are frequent in
/// any description.
final class StopWords {

    /// Shorter words carry no theme. Taste.
    private static final int SHORTEST = 3;

    /// Words that can be in the middle of a title.
    private static final Set<String> CONNECTING = words("of and in to for on at with by from");

    private static final Set<String> ARTICLES = words("the a an");

    private static final Set<String> FUNCTION = words("""
            a about above across after again against ago all along alongside already also although
            always am amid among amongst an and another any anybody anyone anything anyway anywhere
            apart are aren't around as aside at away be became because become been before behind
            being below beneath beside besides between beyond both but by can can't cannot could
            couldn't despite did didn't do does doesn't doing don't done down due during each either
            else elsewhere enough especially etc even eventually ever every everybody everyone
            everything everywhere except far few finally first for former forth from further
            furthermore had hadn't has hasn't have haven't having he he'd he'll he's hence her here
            hers herself him himself his how however i i'd i'll i'm i've if in indeed inside instead
            into is isn't it it'll it's its itself just last least less lest let let's like likely
            many may maybe me meanwhile might mine more moreover most mostly much must my myself
            namely near nearby nearly neither never nevertheless next no nobody none nonetheless nor
            not nothing now nowhere of off often on once one one's only onto or other others
            otherwise our ours ourselves out outside over own per perhaps quite rather really she
            she'd she'll she's should shouldn't since so some somebody somehow someone something
            sometimes somewhere soon still such than that that's the their theirs them themselves
            then there there's thereby therefore these they they'd they'll they're they've this
            those though through throughout thus till to together too toward towards two under
            underneath unless unlike until up upon us usually very via was wasn't we we'd we'll
            we're we've well were weren't what what's whatever when whenever where whereas wherever
            whether which whichever while who who's whoever whole whom whose why will with within
            without won't would wouldn't yes yet you you'd you'll you're you've your yours yourself
            yourselves""");

    private static final Set<String> WEAK = words("""
            able accept accompany according accuse achieve act actually add additional adopt allow
            almost alone amazing amount appear approach arrive ask asked attempt attract available
            avoid aware awesome back bad based beautiful began begin beginning begun believe best
            better big bigger biggest bit bring broad brought built buy call called came capable
            capture captured carry catch caught cause certain challenge chance change changed check
            choose close closely come comfortable coming common complete completely confront
            consider contain continue convince cool couple cover create created current currently
            day deal decade decide decided deep deeply deliver describe designed desperate
            desperately determined develop different difficult direct directly discover discovered
            dramatic draw drawn driven early easily easy effort eight emerge encounter end ended
            ending enjoy ensure enter entire entirely essential establish eventual everyday exactly
            excellent exchange exciting expect explore extra extraordinary extreme extremely face
            faced fact fail fall fallen falling famous fast feature featuring feel feeling felt fill
            final find finding fit five follow followed following force forced form found four full
            full-time fully gain gather gave general get getting give given go goes going gone good
            got great greater greatest group grow grown guy happen happened hard hear heard held
            help helped helping high higher highly hit hold hope hoping huge hundred ideal identify
            immediate immediately important incident include included including increasingly
            inspired intend intense introduce involve involved involving join keep kept kill kind
            knew know knowing known larger largest late later latest lay lead leading learn learned
            leave leaving led left lie lifelong live lived living long long-lost longer look looking
            lose losing loss lost lot low made main major make making manage mean meant meet meeting
            met middle minute moment month move moved moving name named need never-ending new
            newfound newly nice nine not-so number offer offered offering old older once-in open
            order ordinary original part particular particularly pass past perfect person personal
            pick piece place plan plus point popular possible prepare present prevent previous
            previously problem produce promise protect prove provide provided pull push put quality
            quick quickly ran rare reach reached read ready real realize reason receive recently
            refuse relate related remain remarkable remember remote return returned returning reveal
            revealed right rise run said same save saved saving saw say second see seek seeking seem
            seemingly seen sell send sent serious serve set setting seven several shape share show
            shown side simple simply single sit situation six slowly small special spend spent stand
            start started starting stay step stop stopped strange strong struggle struggling stuck
            subject succeed sudden suddenly suffer suitable sure surrounding take taken taking talk
            tell telling tend term thank thing think thought thousand threaten three time tired
            today told took top total transfer tried true truly truth try trying turn turned turning
            ultimate ultimately uncover understand unexpected unexpectedly unique unknown unlikely
            use used useful using usual various vast version visit wait want wanted watch way week
            went wide willing win wonderful worst worth wrong year younger youngest""");

    private StopWords() {}

    private static Set<String> words(String text) {
        return Set.copyOf(Arrays.asList(text.strip().split("\\s+", -1)));
    }

    /// Returns whether a phrase can begin or end with the word: it contains a letter, is not too short, and is
    /// not a stop word.
    static boolean canEnd(Word word) {
        var surface = word.surface();
        boolean isAbbreviation = surface.length() == 2 && surface.chars().allMatch(Character::isUpperCase);
        if (surface.codePointCount(0, surface.length()) < SHORTEST && !isAbbreviation && isLatin(surface)) {
            return false;
        }
        if (surface.codePoints().noneMatch(Character::isLetter)) {
            return false;
        }
        var lower = surface.toLowerCase(Locale.ROOT).replace('\u2019', '\'');
        return !isStop(lower) && !isStop(word.key());
    }

    private static boolean isStop(String word) {
        return FUNCTION.contains(word) || WEAK.contains(word);
    }

    private static boolean isLatin(String text) {
        return text.codePoints()
                .allMatch(character -> Character.UnicodeScript.of(character) == Character.UnicodeScript.LATIN
                        || !Character.isLetter(character));
    }

    /// Returns whether the word can be within a phrase after `previous`: an article only after a connecting
    /// word, because after a verb it begins the object.
    static boolean connects(Word previous, Word word) {
        return CONNECTING.contains(word.key())
                || (ARTICLES.contains(word.key()) && CONNECTING.contains(previous.key()));
    }

    /// Returns whether it is lower case within a title.
    static boolean isSmall(Word word) {
        return CONNECTING.contains(word.key()) || ARTICLES.contains(word.key());
    }
}
