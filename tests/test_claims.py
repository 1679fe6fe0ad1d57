"""The table of the lecture's claims."""

from __future__ import annotations

import pytest

from course_utils.claims import Claim, Claims


@pytest.fixture
def claims():
    made = Claims()
    made.record("Sigmoid kills", "holds", "slope 4.5e-05")
    made.record("6× faster", "does not hold", "0.7×")
    return made


def test_record_is_kept_and_printed(claims, capsys):
    claims.record("ELU is smooth", "holds with care", "for α = 1")
    assert claims.records["ELU is smooth"] == Claim("ELU is smooth", "holds with care", "for α = 1")
    assert capsys.readouterr().out.endswith("holds with care: ELU is smooth\n  measured: for α = 1\n")


def test_recording_again_replaces_in_the_same_place(claims):
    claims.record("Sigmoid kills", "holds with care", "slope 1e-3")
    assert list(claims.records) == ["Sigmoid kills", "6× faster"]
    assert claims.records["Sigmoid kills"].measured == "slope 1e-3"


def test_text_has_one_line_a_claim(claims):
    assert repr(claims).split("\n") == [
        "[holds] Sigmoid kills: slope 4.5e-05",
        "[does not hold] 6× faster: 0.7×",
    ]


def test_table_has_a_row_for_each_claim_in_order(claims):
    table = claims._repr_html_()
    assert table.count("<tr>") == 1 + 2
    assert table.index("Sigmoid kills") < table.index("4.5e-05") < table.index("6× faster")
    assert "<b>does not hold</b>" in table


def test_table_escapes_what_it_is_given():
    claims = Claims()
    claims.record("x < 0 & <script>alert(1)</script>", "holds", "a > b, \"c\" & 'd' <img src=x>")
    table = claims._repr_html_()
    assert "<script>" not in table
    assert "<img" not in table
    assert "x &lt; 0 &amp; &lt;script&gt;" in table
    assert "a &gt; b, &quot;c&quot; &amp; &#x27;d&#x27; &lt;img src=x&gt;" in table


@pytest.mark.parametrize("verdict", ["true", "Holds", "", None])
def test_another_verdict_is_refused(claims, verdict):
    with pytest.raises(ValueError, match="one of holds, holds with care, does not hold; got"):
        claims.record("SELU", verdict, "0.98")
    assert "SELU" not in claims.records
