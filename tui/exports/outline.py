"""What the formats for people say, in order and in words, without deciding how it looks.

Text, Markdown, web page, picture and workbook put the same sentences into different clothes; the sentences come from
here. Nothing here is cleaned or escaped: every format does that as its readers need it.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from tui.exports.options import Options
from tui.model.indicator import Indicator, Step
from tui.model.snapshot import Assessment, CheckResult, GroupAssessment, Snapshot
from tui.model.source import SourceState
from tui.named import NamedTuple
from tui.words import Words
from tui.words import figures as said
from tui.words.checks import check_name
from tui.words.dates import ago, period_text, plain_date
from tui.words.statuses import code_word, overlays

__all__ = ["Checks", "Outline", "Section", "check_mark", "source_mark"]


class Section(NamedTuple):
    """The series of a group, in file order."""

    title: str
    group: GroupAssessment | None
    """`None` for those without a group."""
    members: tuple[Assessment, ...]


class Checks(NamedTuple):
    """What is said of the checks: the administrator's own ones and the built-in ones that fail; the rest is counted."""

    shown: tuple[CheckResult, ...]
    passed: int
    unknown: int


class Outline:
    """One snapshot in one language; documents are numbered as they are first cited."""

    def __init__(self, snapshot: Snapshot, words: Words) -> None:
        self.snapshot = snapshot
        self.words = words
        self.documents: dict[str, int] = {}
        """Every document that was cited so far, and its number."""
        self._units: dict[str, Mapping[str, str]] = {}
        """Names of units by their ids, of the rosters that were asked for."""

    @property
    def title(self) -> str:
        """Of the whole."""
        return self.snapshot.framework.title.said(self.words.language)

    def notes(self, options: Options) -> Iterator[str]:
        """What must be known before any figure is read: the day, what was known, whose figures these are."""
        snapshot, say = self.snapshot, self.words.say
        framework = snapshot.framework
        yield say("text.as_of", instant=snapshot.as_of, zone=framework.timezone)
        if framework.evaluate_on is not None:
            yield say("text.evaluate_on", day=framework.evaluate_on)
        if snapshot.known_by is not None:
            yield say("text.known_by", instant=self.local(snapshot.known_by))
        if snapshot.taken_at is not None:
            yield say("text.taken_at", instant=self.local(snapshot.taken_at))
        if options.sample:
            yield say("text.sample")
        if len(snapshot.assessments) != options.total:
            yield say("text.selected", selected=len(snapshot.assessments), total=options.total)

    def sources_in_short(self) -> Iterator[str]:
        """How many sources are well, and when one was last read; nothing without sources."""
        sources = self.snapshot.sources
        if not sources:
            return
        well = sum(source.state == "ok" for source in sources)
        yield self.words.say("text.sources_ok", well=well, total=len(sources))
        read = max((source.last_success for source in sources if source.last_success), default=None)
        if read is not None:
            yield self.words.say("text.last_read", instant=self.aged(read))

    def sections(self) -> Iterator[Section]:
        """Groups that have members, then what belongs to none."""
        members: dict[str, list[Assessment]] = {}
        for found in self.snapshot.assessments:
            members.setdefault(found.indicator.group, []).append(found)
        for group in self.snapshot.groups:
            if group.group.id in members:
                name = group.group.name.said(self.words.language)
                yield Section(name, group, tuple(members.pop(group.group.id)))
        if members:
            left = tuple(found for some in members.values() for found in some)
            yield Section(self.words.say("text.ungrouped"), None, left)

    def rolled_up(self, found: GroupAssessment) -> Iterator[str]:
        """What the members make together, beside the counts and the light: mean, score, what is open, vetoes."""
        say = self.words.say
        if found.progress is not None:
            yield say("text.mean", progress=found.progress)
        if found.score is not None:
            yield say("text.score", score=found.score)
        if found.undetermined:
            yield say("text.undetermined", count=found.undetermined)
        if found.vetoed_by:
            known = self.snapshot.framework.indicators
            yield say("text.vetoed", names=tuple(known[id].name if id in known else id for id in found.vetoed_by))

    def name(self, found: Assessment) -> str:
        """An indicator's name, and the unit's where the series is one unit's."""
        return self.name_of(found.indicator, found.unit)

    def name_of(self, indicator: Indicator, unit: str) -> str:
        """The same of what has no assessment of its own, such as a date."""
        name = indicator.name.said(self.words.language)
        return f"{name} / {self.unit(indicator, unit)}" if unit else name

    def unit(self, indicator: Indicator, unit: str) -> str:
        """What a reporting unit is called: by the indicator's roster, else by its id; `""` is the whole area."""
        roster = self.snapshot.framework.roster_of(indicator)
        if roster is None:
            return unit
        if roster.id not in self._units:
            self._units[roster.id] = roster.names()
        return self._units[roster.id].get(unit, unit)

    def target(self, found: Assessment) -> str:
        """`target ≥889 persons by 2022-12-31`; `""` without one."""
        limit, asked = said.target(self.words, found), found.indicator.target
        if not limit:
            return ""
        if asked is not None and asked.deadline is not None and asked.mode == "reach":
            return self.words.say("text.target_by", target=limit, deadline=asked.deadline)
        return self.words.say("text.target", target=limit)

    def limit(self, found: Assessment) -> str:
        """The same without the word, for a column: `≥889 persons, by 2022-12-31`."""
        return self.words.plain(tuple(part for part in (said.target(self.words, found), self.deadline(found)) if part))

    def deadline(self, found: Assessment) -> str:
        """`by 2022-12-31`; `""` where nothing is to be reached by a day."""
        asked = found.indicator.target
        if asked is None or asked.deadline is None or asked.mode != "reach":
            return ""
        return self.words.say("export.by", deadline=asked.deadline)

    def period(self, found: Assessment) -> str:
        """The reporting period in words; `""` where there is none."""
        return "" if found.period is None else period_text(self.words, found.period)

    def remarks(self, found: Assessment) -> tuple[str, ...]:
        """The reason, the outlook and the marks, each said once."""
        reason = self.words.told(found.why)
        return tuple(dict.fromkeys((reason, *self.outlook(found), *self.marks(found))))

    def outlook(self, found: Assessment) -> Iterator[str]:
        """The gap to the plan, where the reason does not say it, the forecast, what is needed from now on."""
        if "gap" not in found.why.values and (gap := said.gap(self.words, found)):
            yield gap
        if forecast := said.forecast(self.words, found):
            yield self.words.say("text.forecast", amount=forecast)
        if needed := said.needed(self.words, found):
            yield needed

    def marks(self, found: Assessment) -> Iterator[str]:
        """What is said beside the status: stale, revised, provisional, an example target; and the trend."""
        yield from overlays(self.words, found)
        if found.trend:
            yield self.words.say("text.trend", trend=found.trend)

    def origin(self, found: Assessment) -> Iterator[str]:
        """Whose figure of when it is, and where it stands."""
        say = self.words.say
        if found.period is not None:
            yield say("text.period", period=found.period)
        if found.indicator.owner:
            yield say("text.owner", owner=found.indicator.owner)
        if cited := self.cited(found):
            yield say("text.source", source=cited)

    def cited(self, found: Assessment) -> str:
        """The number of the document and the section in it; the source's id where no document is named."""
        given = found.provenance
        if not given.document:
            return given.source
        number = self.documents.setdefault(given.document, len(self.documents) + 1)
        return f"[{number}] {given.section}".strip()

    def parts(self, found: Assessment) -> Iterator[str]:
        """Tiers, missing units and open steps, by name; of a list of which nothing is known, no step is called open."""
        say = self.words.say
        if found.tiers:
            yield say("text.tiers", tiers=said.tiers(self.words, found))
        if found.missing_units:
            key = "text.unreported" if found.parts else "text.missing"
            yield say(key, count=len(found.missing_units), names=found.missing_units)
        done, verified = set(found.steps_done), set(found.steps_verified)
        left = tuple(self._step(step) for step in found.indicator.steps if step.id not in done)
        claimed = tuple(step.name for step in found.indicator.steps if step.id in done - verified)
        if left and found.value is not None:
            yield say("text.steps_left", names=left)
        if claimed:
            yield say("text.steps_claimed", names=claimed)

    def _step(self, step: Step) -> str:
        name = step.name.said(self.words.language)
        return name if step.due is None else self.words.say("text.step_due", name=name, due=step.due)

    def checks(self) -> Checks:
        """The checks that are named, and how many others there are."""
        own = self.snapshot.framework.checks
        shown: list[CheckResult] = []
        rest: list[CheckResult] = []
        for found in self.snapshot.checks:
            (shown if found.check.id in own or found.result == "fail" else rest).append(found)
        passed = sum(found.result == "pass" for found in rest)
        return Checks(tuple(shown), passed, len(rest) - passed)

    def rest_of_checks(self, checks: Checks) -> str:
        """How the checks fare that are not named; `""` where all are."""
        if not checks.passed + checks.unknown:
            return ""
        return self.words.say("text.checks_built_in", passed=checks.passed, unknown=checks.unknown)

    def check_name(self, found: CheckResult) -> str:
        """What a check is called; the figure that a built-in one is about is called as its series is."""
        framework = self.snapshot.framework
        about = framework.indicators.get(found.indicators[0]) if found.indicators else None
        return check_name(self.words, found, framework, about and self.name_of(about, found.unit))

    def severity(self, found: CheckResult) -> str:
        """How bad it is that a check fails; `""` where it does not."""
        return code_word(self.words, "severity", found.check.severity) if found.result == "fail" else ""

    def reading(self, found: SourceState) -> Iterator[str]:
        """When a source was last read, and how often it failed since."""
        if found.last_success:
            yield self.words.say("text.last_read", instant=self.aged(found.last_success))
        if found.failures:
            yield self.words.say("text.failures", count=found.failures)

    def local(self, at: datetime) -> str:
        """An instant in the framework's time zone."""
        return plain_date(at.astimezone(self.snapshot.as_of.tzinfo))

    def aged(self, at: datetime) -> str:
        """An instant, and how long ago it was where the snapshot knows when it was taken."""
        taken = self.snapshot.taken_at
        if taken is None:
            return self.local(at)
        return self.words.say("text.aged", instant=self.local(at), ago=ago(self.words, at, taken))


def check_mark(found: CheckResult) -> str:
    """The symbol of what a check found."""
    return {"pass": "✔", "fail": "✘"}.get(found.result, "?")


def source_mark(found: SourceState) -> str:
    """The symbol of how a source fares."""
    return {"ok": "✔", "soft": "▲", "failing": "✘"}.get(found.state, "○")
