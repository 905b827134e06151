"""How good a ranking is, by the usual measures. The one file that knows ir_measures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from benchmarks.relevance.questions import Judged

# Our names, and what ir_measures calls them. nDCG is trec_eval's: a grade gains what it says, not 2^grade - 1.
MEASURES = {"nDCG@10": "nDCG@10", "MRR@10": "RR@10", "recall@10": "R@10", "recall@100": "R@100", "precision@10": "P@10"}
USUAL = ("nDCG@10", "MRR@10", "recall@10", "recall@100")
DEEPEST = 100  # hits that any measure looks at


class LibraryMissing(Exception):
    """ir_measures is not installed; the message says how to."""


class Judge:
    """Scores rankings of judged questions by some of MEASURES."""

    def __init__(self, judged: Iterable[Judged], names: Sequence[str] = USUAL):
        try:
            import ir_measures  # here and not above: the retyping rules are of use without it
        except ModuleNotFoundError as error:
            raise LibraryMissing("cần thư viện ir-measures: pip install 'bantin[bench]', "
                                 "hoặc pip install ir-measures") from error
        self._hit = ir_measures.ScoredDoc
        self._names = {str(ir_measures.parse_measure(MEASURES[name])): name for name in names}
        qrels = [ir_measures.Qrel(question.id, bulletin, grade)
                 for question in judged for bulletin, grade in question.grades.items()]
        self._ids = {qrel.query_id for qrel in qrels}
        self._evaluator = ir_measures.evaluator([ir_measures.parse_measure(MEASURES[name]) for name in names], qrels)

    def score(self, rankings: Mapping[str, Sequence[str]]) -> dict[str, dict[str, float]]:
        """For every question of `rankings` (bulletins by question, best first) its measures by name.

        >>> judge = Judge([Judged("q", "lúa", {"a": 1, "b": 1})], ["MRR@10", "recall@10"])
        >>> judge.score({"q": ["x", "a"]})
        {'q': {'MRR@10': 0.5, 'recall@10': 0.5}}
        """
        # Places are handed on as scores: equal scores would be put in the order of the ids.
        run = [self._hit(question, bulletin, -float(place))
               for question, ranked in rankings.items() for place, bulletin in enumerate(ranked)]
        found: dict[str, dict[str, float]] = {question: {} for question in rankings}
        for metric in self._evaluator.iter_calc(run):
            if metric.query_id in found:
                found[metric.query_id][self._names[str(metric.measure)]] = metric.value
        return {question: {name: scores[name] for name in self._names.values()} for question, scores in found.items()}
