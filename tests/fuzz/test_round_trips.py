"""Events of chance, written as each format is written, and read back: the same cents, days and numbers.

Most writers here are as small as a format allows and belong to no one else. The exports of the PM system and of the
ledger have those of the simulator, which otherwise only write what a simulated practice does.
"""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.adapters import recognise
from pipeline.ingest.reading import require_whole
from pipeline.simulator.banking import BookEntry
from pipeline.simulator.books import CHECKING, REVENUE
from pipeline.simulator.events import Charge, Encounter, Patient
from pipeline.simulator.ledger import Ledger, PmExport
from pipeline.simulator.money import PatientPayment, Posting
from pipeline.simulator.writers import kareo, kareo_payments, quickbooks
from tests.fuzz.seeds import GOLDEN
from tests.fuzz.splitters import cents

CENTS = st.integers(1, 9_999_999)
DAYS = st.dates(date(2020, 1, 1), date(2029, 12, 31))
NUMBERS = st.from_regex(r"[A-Z][A-Z0-9]{2,9}", fullmatch=True)
EVENTS = st.lists(st.tuples(CENTS, DAYS, NUMBERS), min_size=1, max_size=12, unique_by=lambda event: event[2])


def dollars(amount):
    return f"{amount // 100}.{amount % 100:02d}"


def x12(transaction, version, *segments):
    group = {"835": "HP", "837": "HC", "277": "HN", "999": "FA"}[transaction]
    isa = f"ISA*00*{' ' * 10}*00*{' ' * 10}*ZZ*{'SENDER':<15}*ZZ*{'RECEIVER':<15}*260901*1200*^*00501*000000001*0*P*:"
    opening = [f"GS*{group}*S*R*20260901*1200*1*X*{version}", f"ST*{transaction}*0001*{version}"]
    closing = [f"SE*{len(segments) + 2}*0001", "GE*1*1", "IEA*1*000000001"]
    return "~\n".join([isa, *opening, *segments, *closing, ""]).encode()


def write_835(events):
    claims = []
    for number, (amount, day, claim) in enumerate(events, 1):
        paid = dollars(amount)
        claims += [f"LX*{number}", f"CLP*{claim}*1*{paid}*{paid}**12*P{number}*11*1", f"DTM*232*{day:%Y%m%d}"]
    total = dollars(sum(amount for amount, _, _ in events))
    head = [f"BPR*I*{total}*C*ACH************20260901", "TRN*1*T1*1470000033", "N1*PR*PAYER", "N1*PE*P*XX*1999999984"]
    return x12("835", "005010X221A1", *head, *claims)


def write_837(events):
    segments = ["BHT*0019*00*B1*20260901*1200*CH", "HL*1**20*1", "NM1*85*2*PRACTICE*****XX*1999999984"]
    for number, (amount, day, claim) in enumerate(events, 2):
        segments += [f"HL*{number}*1*22*0", "SBR*P*18*******CI", f"CLM*{claim}*{dollars(amount)}***11:B:1*Y*A*Y*Y"]
        segments += ["LX*1", f"SV1*HC:99213*{dollars(amount)}*UN*1***1", f"DTP*472*D8*{day:%Y%m%d}"]
    return x12("837", "005010X222A1", *segments)


def write_277ca(events):
    segments = ["BHT*0085*08*A1*20260901*1200*TH", "HL*1**20*1", "NM1*PR*2*PAYER*****PI*P1", "HL*2*1*21*1", "TRN*2*B1"]
    segments += ["HL*3*2*19*1", "NM1*85*2*PRACTICE*****XX*1999999984"]
    for number, (amount, day, claim) in enumerate(events, 4):
        segments += [f"HL*{number}*3*PT", f"TRN*2*{claim}", f"STC*A2:20:PR*{day:%Y%m%d}*WQ*{dollars(amount)}"]
    return x12("277", "005010X214", *segments)


def write_999(events):
    segments = ["AK1*HC*1*005010X222A1"]
    for _, _, number in events:
        segments += [f"AK2*837*{number}*005010X222A1", "IK5*A"]
    return x12("999", "005010X231A1", *segments, f"AK9*A*{len(events)}*{len(events)}*{len(events)}")


def write_bai2(events):
    day = events[0][1]
    details = [f"16,142,{amount},0,{number},,TEXT/" for amount, _, number in events]
    total, count = sum(amount for amount, _, _ in events), len(events) + 2
    lines = ["01,S,R,260901,0600,1,,,2/", f"02,R,S,1,{day:%y%m%d},,USD,2/", "03,44,USD,015,0,,/", *details]
    lines += [f"49,{total},{count}/", f"98,{total},1,{count + 2}/", f"99,{total},1,{count + 4}/"]
    return "\n".join([*lines, ""]).encode()


def write_nacha(events):
    day, total = events[0][1], sum(amount for amount, _, _ in events)
    head = f"101 021000021 0110000152609011200A094101{'BANK':<23}{'SENDER':<23}{'':8}"
    batch = f"5220{'PAYER':<16}{'':20}1470000033CCD{'HCCLAIMPMT':<10}{'':6}{day:%y%m%d}   1011000010000001"
    entries = [
        f"622021000021{'4400012345':<17}{amount:010d}{number:<15}{'PRACTICE':<22}  0{11000010000000 + at:015d}"
        for at, (amount, _, number) in enumerate(events)
    ]
    hashed = f"{len(events) * 2100002 % 10**10:010d}"
    closing = f"8220{len(events):06d}{hashed}{0:012d}{total:012d}1470000033{'':25}011000010000001"
    blocks = -(-(len(events) + 4) // 10)
    end = f"9000001{blocks:06d}{len(events):08d}{hashed}{0:012d}{total:012d}"
    return "\n".join([head, batch, *entries, closing, f"{end:<94}", ""]).encode()


def write_lockbox(events):
    day, total = events[0][1], sum(amount for amount, _, _ in events)
    lines = [f"100{'84123':<10}{'02100':<10}2609011200", "2" + "0" * 33, f"501001{'':1}{'3007154':<7}"[:14]]
    lines[2] = f"5001001{'3007154':<7}{day:%y%m%d}"
    for item, (amount, _, number) in enumerate(events, 1):
        lines.append(f"6001{item:03d}{amount:010d}021000021{'77000001':>10}{number:>10}{day:%y%m%d}{'PAYER':<28}")
    lines += [f"7001003007154{day:%y%m%d}{len(events):04d}{total:010d}", ""]
    lines[-2] = f"7001003{'3007154':<7}{day:%y%m%d}{len(events):03d}{total:010d}"
    lines[-1:] = [f"8001003{'3007154':<7}{day:%y%m%d}{len(events):04d}{total:010d}", f"9{len(lines) + 1:06d}", ""]
    return "\n".join(f"{line:<80}" if line else "" for line in lines).encode()


def write_ofx(events):
    head = "OFXHEADER:100\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>USD<BANKACCTFROM><ACCTID>44</BANKACCTFROM>"
    lines = [
        f"<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>{day:%Y%m%d}<TRNAMT>{dollars(amount)}<FITID>{number}</STMTTRN>"
        for amount, day, number in events
    ]
    closing = "</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n"
    return "\n".join([f"{head}<BANKTRANLIST>", *lines, closing]).encode()


def write_camt(events):
    space = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"
    entries = [
        f"<Ntry><NtryRef>{number}</NtryRef><Amt Ccy='USD'>{dollars(amount)}</Amt><CdtDbtInd>CRDT</CdtDbtInd>"
        f"<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{day}</Dt></BookgDt></Ntry>"
        for amount, day, number in events
    ]
    account = "<Acct><Id><Othr><Id>44</Id></Othr></Id></Acct>"
    body = "\n".join(["<Stmt>", account, *entries, "</Stmt>"])
    return f"<Document xmlns='{space}'><BkToCstmrStmt>{body}</BkToCstmrStmt></Document>\n".encode()


def write_iif(events):
    names = "TRNSTYPE\tDATE\tACCNT\tAMOUNT\tDOCNUM"
    lines = [f"!TRNS\t{names}", f"!SPL\t{names}", "!ENDTRNS"]
    for amount, day, number in events:
        told = f"DEPOSIT\t{day.month}/{day.day}/{day.year}"
        lines += [f"TRNS\t{told}\tCash\t{amount // 100:,}.{amount % 100:02d}\t{number}".replace(",", "")]
        lines += [f"SPL\t{told}\tFees\t-{dollars(amount)}\t{number}", "ENDTRNS"]
    return "\n".join([*lines, ""]).encode()


def write_stripe(events):
    sample = GOLDEN / "card_stripe_payout_reconciliation" / "payouts_202607.csv"
    header = sample.read_text("utf-8-sig").splitlines()[0]
    rows = []
    for amount, day, number in events:
        cells = {
            "balance_transaction_id": number,
            "created": f"{day} 10:00:00",
            "gross": dollars(amount),
            "fee": "0.00",
        }
        cells |= {"net": dollars(amount), "currency": "usd", "reporting_category": "charge", "source_id": number}
        cells |= {"available_on": f"{day} 00:00:00", "automatic_payout_id": "po_1", "gateway_account": "acct_1"}
        rows.append(",".join(cells.get(name, "") for name in header.split(",")))
    return "\n".join([header, *rows, ""]).encode()


def write_drawers(events):
    header = (GOLDEN / "desk_cash_drawers" / "log.csv").read_text("utf-8-sig").splitlines()[0]
    rows = []
    for amount, day, number in events:
        cells = {
            "Date": f"{day:%m/%d/%Y}",
            "Location ID": "11",
            "Cashier": "c",
            "Batch": number,
            "Opening Float": "0.00",
        }
        cells |= {"Cash Receipts": dollars(amount), "Expected": dollars(amount), "Counted": dollars(amount)}
        rows.append(",".join(cells.get(name, "0.00" if name != "Reason" else "") for name in header.split(",")))
    return "\n".join([header, *rows, ""]).encode()


PATIENT = Patient(1, "SAMPLE", "PAT", date(1980, 1, 1), "F", "1 ROAD", None, "", None, "", None, 0)
LAST = date(2029, 12, 31)


def write_by(writer, ledger):
    """The first file a writer of the simulator makes of a ledger."""
    return next(iter(writer.files(ledger))).data()


def write_kareo_charges(events):
    visits, ledger = [], Ledger(date(2020, 1, 1), LAST, pm_exports=[PmExport(LAST)])
    for amount, day, number in events:
        visit = Encounter(number, PATIENT, day, day, 0, 0, ())
        charge = Charge(number, visit, "99213", amount)
        visit.charges.append(charge)
        visits.append(visit)
        ledger.postings[number] = [
            Posting(day, charge, "patient", paid=amount, reference=number, method="check", payment_number=len(visits))
        ]
    ledger.encounters = visits
    return write_by(kareo, ledger)


def write_kareo_payments(events):
    payments = [
        PatientPayment(
            at, Encounter(at, PATIENT, day, day, 0, 0, ()), day, day, "check", [], number, "B1", unapplied=cent
        )
        for at, (cent, day, number) in enumerate(events, 1)
    ]
    return write_by(kareo_payments, Ledger(date(2020, 1, 1), LAST, payments=payments, pm_exports=[PmExport(LAST)]))


def write_quickbooks(events):
    day, signs = events[0][1], (1, -1)
    books = [
        BookEntry(
            day, (CHECKING, REVENUE)[at % 3 == 0], "Deposit", number, "", "memo", "-Split-", amount * signs[at % 2]
        )
        for at, (amount, _, number) in enumerate(events)
    ]
    return write_by(quickbooks, Ledger(day, day, books=books, opening_balance=123_456))


ONE_DAY = "one day for all"
FORMATS = {
    "era_835": (write_835, "remittance_claim", "paid_amount", "service_start_date", "claim_number"),
    "claim_837": (write_837, "claim_submission", "charge_amount", "service_start_date", "claim_number"),
    "ack_277ca": (write_277ca, "claim_acknowledgment", "charge_amount", "status_date", "claim_number"),
    "ack_999": (write_999, "batch_acknowledgment", None, None, "transaction_number"),
    "bank_bai2": (write_bai2, "bank_transaction", "amount", ONE_DAY, "bank_reference"),
    "ach_nacha": (write_nacha, "ach_entry", "amount", ONE_DAY, "individual_identifier"),
    "lockbox_bai": (write_lockbox, "lockbox_item", "amount", ONE_DAY, "check_number"),
    "bank_ofx": (write_ofx, "bank_transaction", "amount", "statement_date", "bank_reference"),
    "bank_camt": (write_camt, "bank_transaction", "amount", "statement_date", "bank_reference"),
    "ledger_iif": (write_iif, "ledger_entry", "amount", "posting_date", "number"),
    "delimited/card_stripe_payout_reconciliation": (
        *(write_stripe, "card_transaction", "gross_amount", "created_date", "transaction_number"),
    ),
    "delimited/desk_cash_drawers": (
        write_drawers,
        "drawer_day",
        "cash_receipt_amount",
        "business_date",
        "batch_number",
    ),
    "delimited/pm_kareo_charges": (write_kareo_charges, "pm_charge", "amount", "service_date", "charge_number"),
    "delimited/pm_kareo_charges payments": (
        *(write_kareo_charges, "pm_payment_application", "amount", "posting_date", "reference_number"),
    ),
    "delimited/pm_kareo_payments": (write_kareo_payments, "pm_payment", "amount", "posting_date", "reference_number"),
    "delimited/gl_quickbooks_online": (write_quickbooks, "ledger_entry", "amount", ONE_DAY, "number"),
}
DAY_OF = {
    "bank_bai2": "statement_date",
    "ach_nacha": "effective_date",
    "lockbox_bai": "deposit_date",
    "delimited/gl_quickbooks_online": "posting_date",
}


def read_back(name, data):
    known = recognise("any.txt", data[:65536])
    assert known
    assert known[0] == name.split()[0]
    reading = known[1].read("any.txt", data)
    require_whole(reading)
    assert len(reading.refused) == 0, reading.refused["reason"].to_list()
    return reading


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(events=EVENTS)
def test_what_is_written_is_what_is_read(name, events):
    write, record, amount, day, number = FORMATS[name]
    reading = read_back(name, write(events))
    frame = reading.records[record]
    columns = [column for column in (amount, DAY_OF.get(name, day), number) if column]
    rows = {row[-1]: row[:-1] for row in frame.filter(frame[number].is_not_null()).select(*columns).iter_rows()}
    days = {number: events[0][1] if day == ONE_DAY else when for _, when, number in events}
    truth = {number: (dollars(paid), str(days[number])) if amount else () for paid, _, number in events}
    found = {key: (dollars(cents(told[0])), told[1][:10]) if amount else () for key, told in rows.items()}
    assert found == truth
    assert all(total.stated == total.found or float(total.stated) == float(total.found) for total in reading.totals)
