"""FastWords: the words that underthesea would cut, from its own model files, without importing it.

Its segmenter is a linear chain with two labels: this token begins a word, or goes on with the one before. Only the
difference of the two matters, so one number stands for a token: how much better the best path to it is that begins a
word there.
"""

from __future__ import annotations

from operator import sub

from indexer.analysis.segmentation.crf_model import read_crf_model
from indexer.analysis.segmentation.segmenter_files import SegmenterFiles
from indexer.analysis.segmentation.tokens import Pair, Scores, Token, Tokenizer
from indexer.analysis.segmentation.word_scores import BEFORE, BEHIND, NOTHING, REACH, add, read_answers

BEGINS, GOES_ON = "B-W", "I-W"
# Pairs and threes of tokens that are remembered before all is forgotten: those of 30 MB of law, and 50 MB of memory.
MAX_REMEMBERED = 400_000


class FastWords:
    """Cuts texts into words."""

    def __init__(self, files: SegmenterFiles):
        model = read_crf_model(files.weights, BEGINS, GOES_ON)
        self._steps = model.steps
        answers = read_answers(model, files.templates(), files.dictionary())
        self._singles, self._pairs, self._threes = answers[1], answers[2], answers[3]
        self._begin_threes = self._threes.beginnings()
        # What most threes say is counted with their last token; only what others say beyond that is looked up.
        word = Token("a")
        self._usual_three = self._threes.scores(word, word, word)
        self._usual_end = self._threes.scores(word, word, BEHIND)
        self._tokenizer = Tokenizer(files.pattern(), *files.spellings())
        self._remembered = 0

    def cut(self, text: str) -> list[str]:
        """The words of a text, their syllables parted by blanks. UnicodeEncodeError for half a surrogate pair."""
        if self._remembered > MAX_REMEMBERED or self._tokenizer.is_full():
            self._forget()
        tokens = self._tokenizer.tokens(text)
        words: list[str] = []
        for token, begins in zip(tokens, self._label(self._weigh(tokens)), strict=True):
            if begins or not words:
                words.append(token.text)
            else:
                words[-1] += " " + token.text
        return words

    def _weigh(self, tokens: list[Token]) -> list[float]:
        """How much each token by itself speaks for a new word."""
        # What has been said so far of the tokens two before the one that is read, one before it, itself, one behind it.
        *_, behind, two_behind, thirds = self._pair(BEFORE, BEFORE)
        said_2, said_1, said, said_next = 0.0, 0.0, behind + two_behind, two_behind
        weights = []
        earlier, previous = BEFORE, BEFORE
        for token in (*tokens, *(BEHIND,) * REACH):
            try:
                pair = previous.followers[token]
            except KeyError:
                pair = self._pair(previous, token)
            two_before, before, now, behind, two_behind, next_thirds = pair
            if thirds is not None:
                try:
                    more = thirds[token]
                except KeyError:
                    more = thirds[token] = self._three(earlier, previous, token)
                if more is not NOTHING:
                    two_before += more[0]
                    before += more[1]
                    now += more[2]
            weights.append(said_2 + two_before)
            said_2, said_1, said, said_next = said_1 + before, said + now, said_next + behind, two_behind
            thirds, earlier, previous = next_thirds, previous, token
        return weights[REACH:]

    def _label(self, weights: list[float]) -> list[bool]:
        """Whether each token begins a word, on the best path through all."""
        begin_begin, begin_on = self._steps[BEGINS, BEGINS], self._steps[BEGINS, GOES_ON]
        on_begin, on_on = self._steps[GOES_ON, BEGINS], self._steps[GOES_ON, GOES_ON]
        leads = weights[:1]
        lead = leads[0] if leads else 0.0
        for weight in weights[1:]:
            to_begin, to_go_on = lead + begin_begin, lead + begin_on
            lead = ((to_begin if to_begin > on_begin else on_begin) - (to_go_on if to_go_on > on_on else on_on)
                    + weight)
            leads.append(lead)
        # Backwards: what the next token does says how great a lead the best path to it needs here.
        needed, before_begin, before_on = 0.0, on_begin - begin_begin, on_on - begin_on
        labels = []
        for lead in reversed(leads):
            begins = lead >= needed
            labels.append(begins)
            needed = before_begin if begins else before_on
        labels.reverse()
        return labels

    def _pair(self, previous: Token, token: Token) -> Pair:
        """What a token and the one before it say, and the mapping of third tokens where those may say more."""
        scores = self._pairs.scores(previous, token)
        sums = token.sums.get(scores)
        if sums is None:  # most pairs say what others say that end with the token, and then it is kept once
            usual = self._usual_end if token is BEHIND else self._usual_three
            sums = token.sums[scores] = *add(self._singles.scores(token), scores, usual), None
        if (previous is BEFORE or previous.is_title and token.is_title
                or f"{previous.lower} {token.lower}" in self._begin_threes):
            sums = *sums[:-1], {}
        previous.followers[token] = sums
        self._remembered += 1
        return sums

    def _three(self, first: Token, second: Token, third: Token) -> Scores:
        """What three tokens say beyond what is usual."""
        self._remembered += 1
        usual = self._usual_end if third is BEHIND else self._usual_three
        scores = self._threes.scores(first, second, third)
        return NOTHING if scores == usual else tuple(map(sub, scores, usual))

    def _forget(self) -> None:
        self._tokenizer.forget()
        for edge in (BEFORE, BEHIND):
            edge.forget()
        self._remembered = 0
