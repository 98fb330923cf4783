"""The practice and its partners: who it is, who pays it, what it charges and what payers allow.

Here: the constants of the simulated world; every name and number is fictional. Not here: what happens (events).
"""

from dataclasses import dataclass

from pipeline.simulator.chance import percent_of

NAME = "CEDAR HOLLOW FAMILY MEDICINE"
COMPANY = "Cedar Hollow Family Medicine LLC"
TAX_ID = "841234567"
NPI = "1999999984"
PRACTICE_ID = "1001"
ACCOUNT = "4400012345"
MERCHANT = "acct_cedarhollow"
ROUTING = "999999992"
STREET, CITY, STATE, ZIP = "100 HOLLOW ROAD", "CEDAR FALLS", "OH", "450009998"
TAXONOMY = "207Q00000X"
CLEARINGHOUSE, CLEARINGHOUSE_ID = "CLEARPATH EXCHANGE", "CLRPATH01"


@dataclass(frozen=True)
class Payer:
    """One payer: how it is called in each system, how it pays and on what terms.

    `rate` is its fee level in basis points of the base fee schedule, `lag` the calendar days from submission to
    adjudication, `run_days` the weekdays on which it pays (0 is Monday), shares in basis points.
    """

    payer_id: str
    company_id: str
    name: str
    pm_name: str
    financial_class: str
    filing_code: str
    weight: int
    rate: int
    lag: tuple[int, int]
    run_days: tuple[int, ...]
    pays_by: str = "ACH"
    copay: int = 0
    coinsurance: int = 0
    deductible: int = 0
    sequestration: int = 0
    trace_prefix: str = ""
    is_listed: bool = True
    """False for a payer that stands in no list: all that is known of it is what its advices say."""


PAYERS = {
    payer.payer_id: payer
    for payer in (
        Payer("FEDMB", "1470000011", "FEDERAL MEDICARE PART B", "Medicare Part B", "medicare", "MB", 29, 10_000,
              (13, 17), (1, 4), coinsurance=2_000, deductible=28_300, sequestration=200, trace_prefix="8812"),
        Payer("STMCD", "1470000022", "STATE MEDICAID", "State Medicaid", "medicaid", "MC", 14, 7_200,
              (10, 24), (2,), trace_prefix="04501"),
        Payer("BLUPR", "1470000033", "BLUE PRAIRIE HEALTH", "Blue Prairie", "bcbs", "BL", 23, 11_800,
              (7, 18), (0, 3), copay=3_000, coinsurance=2_000, deductible=100_000, trace_prefix="BP26"),
        Payer("GRANM", "1470000044", "GRANITE MUTUAL", "Granite Mutual PPO", "commercial", "CI", 14, 12_900,
              (12, 25), (4,), copay=2_500, coinsurance=1_000, deductible=75_000, trace_prefix="1TR44"),
        Payer("SUMMA", "1470000055", "SUMMIT ADVANTAGE", "Summit Advantage", "medicare_advantage", "16", 9, 9_800,
              (10, 20), (1,), copay=1_500, trace_prefix="9055"),
        Payer("HARBR", "1470000066", "HARBOR LIFE", "Harbor Life", "commercial", "CI", 6, 12_200,
              (14, 25), (0,), pays_by="CHK", coinsurance=2_000, deductible=50_000, trace_prefix="7006"),
        Payer("NUVIA", "1470000177", "NUVIA BENEFIT ADMINISTRATORS", "Nuvia Benefit", "commercial", "CI", 0, 12_900,
              (12, 25), (), trace_prefix="NV77", is_listed=False),
    )
}  # fmt: skip
SELF_PAY_WEIGHT = 6
LAST_YEAR_BASIS_POINTS = 9_700
"""What the schedules of the year before allowed, of those of this year."""
SECONDARY_PAYERS = (("SUMMA", 2), ("HARBR", 3))


@dataclass(frozen=True)
class Procedure:
    """One procedure: code, charge in cents, base allowed amount in cents, and how benefits treat it."""

    code: str
    name: str
    charge: int
    base: int
    kind: str
    """visit (takes a copay), preventive (no cost to the patient) or ancillary (deductible and coinsurance)."""


PROCEDURES = {
    procedure.code: procedure
    for procedure in (
        Procedure("99213", "Office visit established, low", 16_500, 9_218, "visit"),
        Procedure("99214", "Office visit established, moderate", 24_000, 13_012, "visit"),
        Procedure("99203", "Office visit new, low", 21_000, 11_247, "visit"),
        Procedure("99204", "Office visit new, moderate", 31_000, 16_833, "visit"),
        Procedure("99396", "Preventive visit 40-64", 28_500, 13_506, "preventive"),
        Procedure("G0439", "Annual wellness visit", 25_000, 13_127, "preventive"),
        Procedure("90471", "Vaccine administration", 4_800, 2_046, "preventive"),
        Procedure("90686", "Influenza vaccine", 4_400, 2_178, "preventive"),
        Procedure("36415", "Blood draw", 1_500, 857, "ancillary"),
        Procedure("80053", "Metabolic panel", 5_200, 1_056, "ancillary"),
        Procedure("85025", "Blood count", 3_800, 777, "ancillary"),
        Procedure("83036", "Hemoglobin A1c", 4_200, 971, "ancillary"),
        Procedure("81002", "Urinalysis", 1_800, 348, "ancillary"),
        Procedure("87880", "Strep test", 4_600, 1_653, "ancillary"),
        Procedure("93000", "Electrocardiogram", 7_500, 1_521, "ancillary"),
        Procedure("20610", "Joint injection", 18_000, 6_544, "ancillary"),
        Procedure("69210", "Ear wax removal", 11_000, 4_867, "ancillary"),
    )
}
VISITS = (
    (("99213",), 22), (("99214",), 22), (("99203",), 5), (("99204",), 3),
    (("99213", "87880"), 8), (("99214", "93000"), 7), (("99213", "36415", "80053"), 8),
    (("99214", "36415", "83036"), 9), (("99214", "20610"), 5), (("99213", "81002"), 5), (("99213", "69210"), 4),
    (("PREVENTIVE",), 6), (("PREVENTIVE", "90471", "90686"), 5), (("99214", "36415", "85025", "80053"), 4),
)  # fmt: skip
DIAGNOSES = ("I10", "E119", "J020", "M25561", "Z0000", "H6123", "E785", "R0789", "N390", "J069")


@dataclass(frozen=True)
class Provider:
    """One rendering provider, with its number in the PM system and its NPI."""

    provider_id: str
    last: str
    first: str
    npi: str


PROVIDERS = (
    Provider("501", "ASHGROVE", "MARIAN", "1992000012"),
    Provider("502", "BIRCHWELL", "TOBIAS", "1992000020"),
    Provider("503", "COPPERFIELD", "INES", "1992000038"),
    Provider("504", "DUNMOOR", "PRIYA", "1992000046"),
)


@dataclass(frozen=True)
class Location:
    """One place of service."""

    location_id: str
    name: str
    npi: str
    street: str


LOCATIONS = (
    Location("11", "Cedar Hollow Main", NPI, STREET),
    Location("12", "Cedar Hollow West", "1992000053", "25 WEST MILL LANE"),
)


def allowed_amount(payer: Payer, code: str) -> int:
    """What the payer's contract allows for one unit of a procedure, in cents; never more than the charge."""
    procedure = PROCEDURES[code]
    return min(procedure.charge, (procedure.base * payer.rate + 5_000) // 10_000)


def last_year_amount(payer: Payer, code: str) -> int:
    """What the payer's schedule of the year before allowed for one unit, in cents."""
    return percent_of(allowed_amount(payer, code), LAST_YEAR_BASIS_POINTS)
