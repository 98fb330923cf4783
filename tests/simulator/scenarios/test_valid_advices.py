"""The advices of a troubled world and the acknowledgments of its batches pass an independent validator as well."""

import pytest
from advice_scan import references, written

pyx12 = pytest.importorskip("pyx12", reason="the validator pyx12 is not installed")


def is_valid(path):
    from pyx12.params import params  # noqa: PLC0415
    from pyx12.x12n_document import x12n_document  # noqa: PLC0415

    return x12n_document(params(), str(path), fd_997=None, fd_html=None, fd_xmldoc=None)


def test_files_with_troubles_are_what_their_guides_ask_for(tmp_path):
    traces = {
        trace
        for name in ("forward_balance", "refund_acknowledged", "capitation", "orphan_takeback", "resent_advice",
                     "stray_advice", "interest_without_memo")
        for trace in references(name)[:2]
    }  # fmt: skip
    wanted = {name for name in written() if name.endswith(".835") and any(trace in name for trace in traces)}
    wanted |= {f"acks/{name}.999" for name in references("refused_batch")[:1]}
    assert len(wanted) > 10
    for name in sorted(wanted):
        path = tmp_path / name.replace("/", "_")
        path.write_text(written()[name])
        assert is_valid(path), name
