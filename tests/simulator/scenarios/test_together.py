"""Groups, parts and wires, counted in statements and advices."""

from collections import Counter, defaultdict

from tests.simulator.cash_world import advices, bank_lines, planted


def vendor_credits():
    return [line for line in bank_lines() if "PAYBRIDGE" in line[5]]


def groups():
    """Advices of one company and day whose trace no bank line shows, by company and day."""
    shown = " ".join(line[5] + " " + line[4] for line in bank_lines())
    found = defaultdict(list)
    for item in advices():
        if item["method"] == "ACH" and item["trace"] not in shown:
            found[item["company"], item["paid"]].append(item)
    return found


def of_credit(line):
    company = line[5].split("ORIG ID:")[1].split()[0]
    day = "20" + line[5].split("DESC DATE:")[1][:6]
    return groups()[company, day]


def test_one_credit_is_seven_advices_of_its_payer_and_day():
    found = [line for line in vendor_credits() if len(of_credit(line)) == 7]
    assert len(found) == len(planted("aggregator_eft")) == 2
    for line in found:
        assert line[2] == sum(item["cents"] for item in of_credit(line))


def test_one_credit_is_four_of_five_advices_in_two_ways():
    found = [line for line in vendor_credits() if len(of_credit(line)) == 5]
    assert len(found) == len(planted("aggregator_equal_remit")) == 2
    for line in found:
        rest = sum(item["cents"] for item in of_credit(line)) - line[2]
        equal = [item for item in of_credit(line) if item["cents"] == rest]
        assert len(equal) == 2
        asked = [item for item in planted("aggregator_equal_remit") if all(e["trace"] in item.note for e in equal)]
        assert [(item.expected_code, item.amount) for item in asked] == [("BNK-TIE", line[2])]


def test_a_split_payment_has_two_credits_with_its_trace():
    cents = {item["trace"]: item["cents"] for item in advices()}
    texts = Counter(line[5] for line in bank_lines() if line[1] == "142" and line[5].endswith("\\"))
    twice = [text for text, count in texts.items() if count == 2]
    assert len(twice) == len(planted("bank_split")) > 0
    for text in twice:
        trace = text.split("TRN*1*")[1].split("*")[0]
        assert sum(line[2] for line in bank_lines() if line[5] == text) == cents[trace]


def test_a_wire_names_the_trace_and_the_advice_the_wire():
    wires = [line for line in bank_lines() if line[1] == "195"]
    told = {item["trace"]: item["cents"] for item in advices() if item["method"] == "FWT"}
    assert {line[5].rpartition(" ")[2]: line[2] for line in wires} == told
    assert told == {item.reference: item.amount for item in planted("wire")}
