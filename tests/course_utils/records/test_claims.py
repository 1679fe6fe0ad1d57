"""The table of the lecture's claims."""

from __future__ import annotations

import ast
import json

import pytest

from course_utils.records.claims import Claim, Claims, Series, series
from tests.harness import scripts


@pytest.fixture
def claims():
    made = Claims("05_activations")
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
    claims = Claims("05_activations")
    claims.record("x < 0 & <script>alert(1)</script>", "holds", "a > b, \"c\" & 'd' <img src=x>")
    table = claims._repr_html_()
    assert "<script>" not in table
    assert "<img" not in table
    assert "x &lt; 0 &amp; &lt;script&gt;" in table
    assert "a &gt; b, &quot;c&quot; &amp; &#x27;d&#x27; &lt;img src=x&gt;" in table


@pytest.mark.parametrize("verdict", ["true", "Holds", "", None])
def test_another_verdict_is_refused(claims, verdict):
    with pytest.raises(
        ValueError, match="one of holds, holds with care, does not hold, not tested here; got"
    ):
        claims.record("SELU", verdict, "0.98")
    assert "SELU" not in claims.records


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A notebook's own folder among those of the series, with the notebook in it, as Jupyter sees it."""
    home = tmp_path / "notebooks" / "05_activations"
    home.mkdir(parents=True)
    (home / "05_activations.ipynb").touch()
    monkeypatch.chdir(home)
    return home


def test_claims_are_kept_beside_the_notebook(claims, folder):
    claims.record("ELU is smooth", "holds with care", "for α = 1")
    kept = json.loads((folder / "05_activations.claims.json").read_text(encoding="utf-8"))
    assert [record["text"] for record in kept] == ["Sigmoid kills", "6× faster", "ELU is smooth"]


def test_a_new_kernel_does_not_lose_what_an_earlier_one_measured(claims, folder):
    claims.record("ELU is smooth", "holds", "for α = 1")
    Claims("05_activations").record("6× faster", "holds", "6.1×")
    mine = {claim.text: claim.measured for _, claim in series().rows if (_, claim) in series().yours}
    assert mine == {"Sigmoid kills": "slope 4.5e-05", "6× faster": "6.1×", "ELU is smooth": "for α = 1"}


def test_nothing_is_written_where_the_notebook_is_not(claims, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    claims.record("ELU is smooth", "holds", "for α = 1")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_to_is_no_error(claims, folder, capsys):
    (folder / "05_activations.claims.json").mkdir()
    claims.record("ELU is smooth", "holds", "for α = 1")
    assert "not kept for the summary" in capsys.readouterr().out


def test_series_is_in_the_order_of_the_notebooks_and_says_whose_run_it_was(claims, folder):
    claims.record("ELU is smooth", "holds", "for α = 1")
    names = [name for name, _ in series().rows]
    assert names == sorted(names)
    assert "<td style='text-align:left'>you</td>" in series()._repr_html_()
    assert "[holds] ELU is smooth: for α = 1" in repr(series())


def test_series_without_own_runs_shows_the_courses(tmp_path):
    shipped = series(tmp_path)
    assert shipped.rows
    assert shipped.yours == frozenset()
    assert ">you<" not in shipped._repr_html_()


@pytest.fixture
def sum_up():
    """Two notebooks; of the first the student's own run says something else than the course's."""
    mine, other = Claim("6× faster", "holds", "6.1×"), Claim("<b>k²C</b>", "holds with care", "rms 1.0")
    theirs = Claim("6× faster", "does not hold", "0.7×")
    rows = [("05_activations", mine), ("07_weight_init", other)]
    shipped = {("05_activations", theirs.text): theirs, ("07_weight_init", other.text): other}
    return Series(rows, frozenset(rows[:1]), shipped)


def test_verdicts_are_counted_by_notebook_zeros_included(sum_up):
    assert sum_up.counts() == {
        "05_activations": {"holds": 1, "holds with care": 0, "does not hold": 0, "not tested here": 0},
        "07_weight_init": {"holds": 0, "holds with care": 1, "does not hold": 0, "not tested here": 0},
    }
    assert "2 claims in 2 notebooks, 1 measured by your own runs: 1 'holds'" in sum_up.summary()


def test_verdicts_that_differ_from_the_courses_are_listed(sum_up):
    assert [(n, mine.verdict, theirs.verdict) for n, mine, theirs in sum_up.changed()] == [
        ("05_activations", "holds", "does not hold")
    ]
    assert "6× faster: holds, not does not hold" in repr(sum_up)
    assert "Where your verdict is another" in sum_up._repr_html_()
    assert Series(sum_up.rows[1:], frozenset(sum_up.rows[1:]), sum_up.shipped).changed() == []


def test_a_claim_that_the_course_does_not_know_is_no_difference():
    row = ("05_activations", Claim("mine alone", "holds", "1"))
    assert Series([row], frozenset([row])).changed() == []


def test_series_is_shown_as_counts_then_one_table_a_notebook(sum_up):
    page = sum_up._repr_html_()
    assert page.count("<table>") == 1 + 2 + 1
    assert page.index("<h4>05_activations") < page.index("6.1×") < page.index("<h4>07_weight_init")
    assert "<b>k²C</b>" not in page
    assert [line for line in repr(sum_up).split("\n") if line.startswith("0")] == list(sum_up.counts())


def test_an_empty_series_can_be_shown():
    assert Series([]).counts() == {}
    assert "0 claims in 0 notebooks" in repr(Series([]))
    assert "0 claims" in Series([])._repr_html_()


def test_a_damaged_record_is_named_and_the_rest_is_shown(folder, capsys):
    (folder / "05_activations.claims.json").write_text('[{"text": "x"}]', encoding="utf-8")
    assert series().yours == frozenset()
    assert "05_activations.claims.json is damaged" in capsys.readouterr().out


def named_in(source: str) -> set[str]:
    """The claims that a script names in a call of claims.record; one in a loop has no text of its own."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    records = [call for call in calls if ast.unparse(call.func) == "claims.record"]
    return {call.args[0].value for call in records if isinstance(call.args[0], ast.Constant)}


def test_every_notebook_ships_the_claims_that_its_script_records():
    shipped: dict[str, list[str]] = {}
    for notebook, claim in series("nowhere").rows:
        shipped.setdefault(notebook, []).append(claim.text)
    assert list(shipped) == [script.name for script in scripts()]
    for script in scripts():
        source, texts = script.path.read_text(encoding="utf-8"), shipped[script.name]
        assert named_in(source) <= set(texts), "run `python -m grading.recompute.claims`"
        assert [text for text in texts if text not in source] == [], (
            "run `python -m grading.recompute.claims`"
        )
        assert len(texts) >= source.count("claims.record(")
