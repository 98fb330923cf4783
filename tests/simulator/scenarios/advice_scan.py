"""A reader of 835 files of its own for these tests, and one world with many troubles of payers and posters."""

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from pipeline.simulator.deliveries import deliver
from pipeline.simulator.scenarios import load_scenarios
from pipeline.simulator.simulate import live

CLAIM_IDS = ("claim_level_adjustment", "claim_by_procedure", "partial_denial", "negative_incentive", "unbalanced_claim",
             "unknown_reason", "crossover", "secondary_without_prior", "wrong_payer_posting", "partly_posted",
             "posted_twice", "posted_over", "penny_allocation", "denial_as_contractual", "denial_written_off",
             "share_not_moved", "adjustment_on_account")  # fmt: skip
REMITTANCE_IDS = ("notice_with_dollars", "correction_first", "renumbered_correction", "mismatched_reversal",
                  "forward_balance", "refund_acknowledged", "orphan_takeback", "interest_without_memo", "capitation",
                  "posted_early", "posted_late", "predetermination", "resent_advice", "stray_advice")  # fmt: skip
ORDINARY = ("plb_takeback", "plb_interest", "reversal_correction", "reversal_then_correction", "missing_cash",
            "unposted_remit", "duplicate_claim")  # fmt: skip
RATES = {**dict.fromkeys(CLAIM_IDS, 1.3), **dict.fromkeys(REMITTANCE_IDS, 20), "refused_batch": 32}


@dataclass
class ScannedClaim:
    """CLP with its adjustments as a whole and its lines; a line is (charge, paid, [(group, reason, cents)])."""

    clp: list[str]
    adjustments: list = field(default_factory=list)
    lines: list = field(default_factory=list)
    memos: list = field(default_factory=list)

    @property
    def number(self):
        return self.clp[1]

    @property
    def status(self):
        return self.clp[2]

    def is_balanced(self):
        by_line = all(charge - sum(item[2] for item in found) == paid for charge, paid, found in self.lines)
        whole = sum(item[2] for item in self.adjustments)
        paid = sum(line[1] for line in self.lines) - whole
        return by_line and cents(self.clp[4]) == paid and cents(self.clp[3]) == sum(line[0] for line in self.lines)


@dataclass
class Advice:
    """One 835 file."""

    name: str
    segments: list
    claims: list = field(default_factory=list)
    plb: list = field(default_factory=list)

    def first(self, *start):
        return next(item for item in self.segments if item[: len(start)] == list(start))

    @property
    def trace(self):
        return self.first("TRN")[2]

    @property
    def stated(self):
        return cents(self.first("BPR")[2])

    def is_balanced(self):
        paid = sum(cents(claim.clp[4]) for claim in self.claims)
        whole = self.stated == paid - sum(item[2] for item in self.plb) >= 0
        notice = self.first("BPR")[1] == "H"
        return whole and notice == (self.first("BPR")[4] == "NON") and not (notice and self.stated)


def cents(text):
    return int(Decimal(text) * 100)


def scan(name, text):
    found = Advice(name, [item.strip().split("*") for item in text.split("~") if item.strip()])
    for item in found.segments:
        if item[0] == "CLP":
            found.claims.append(ScannedClaim(item))
        elif item[0] == "SVC":
            found.claims[-1].lines.append((cents(item[2]), cents(item[3]), []))
        elif item[0] == "CAS":
            claim = found.claims[-1]
            place = claim.lines[-1][2] if claim.lines else claim.adjustments
            place += [(item[1], item[at], cents(item[at + 1])) for at in range(2, len(item) - 1, 3)]
        elif item[:2] == ["AMT", "I"]:
            found.claims[-1].memos.append(cents(item[2]))
        elif item[0] == "PLB":
            for at in range(3, len(item) - 1, 2):
                code, _, reference = item[at].partition(":")
                found.plb.append((code, reference, cents(item[at + 1])))
    return found


@cache
def world():
    """Only these troubles, and the ordinary ones of payers: those of banks and desks change the same files."""
    others = [item.scenario_id for item in load_scenarios() if item.act and item.scenario_id not in ORDINARY]
    return live(seed=5, claims=2_400, rates=dict.fromkeys(others, 0) | RATES)


@cache
def written():
    """Name and text of every file."""
    return {item.name: item.data().decode("latin-1") for item in deliver(world(), "kareo", "quickbooks")}


@cache
def advices():
    """Every 835 of the world, in order of name."""
    texts = {name: text for name, text in written().items() if name.endswith(".835")}
    return [scan(name, text) for name, text in sorted(texts.items())]


def planted(scenario_id):
    return world().ledger.planted[scenario_id]


def references(scenario_id):
    return sorted(item.reference for item in planted(scenario_id))


def claims_where(wanted):
    """Numbers of the scanned claims for which something holds."""
    return sorted(claim.number for advice in advices() for claim in advice.claims if wanted(advice, claim))
