import dataclasses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse import parse, parse_file
from planparse.records import TABLES, to_records, to_tables

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*.txt"))
PYTHON = {"VARCHAR": str, "BIGINT": int, "DOUBLE": (int, float), "VARCHAR[]": list}
TEXT = (
    "一、主要任务\n（一）加强研发。到2027年，全市研发投入达到50亿元以上。（责任单位：市科技局）\n"
)


def check_row(row, columns):
    assert list(row) == list(columns)
    for name, type_ in columns.items():
        if type_ == "VARCHAR[]":
            assert isinstance(row[name], list)
            assert all(isinstance(item, str) for item in row[name])
        else:
            assert row[name] is None or isinstance(row[name], PYTHON[type_])


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_row_of_a_sample_has_the_columns_of_its_table(path):
    tables = to_tables(parse_file(path), "some/path.txt")
    assert list(tables) == list(TABLES)
    for name, rows in tables.items():
        for row in rows:
            check_row(row, TABLES[name])
    assert [row["path"] for row in tables["plans"]] == ["some/path.txt"]


def test_records_are_the_nodes_in_order_with_their_place_in_the_tree():
    plan = parse(TEXT)
    rows = to_records(plan)
    assert [row["node_id"] for row in rows] == [node.id for node in plan.walk()]
    for position, row in enumerate(rows):
        above = plan.breadcrumbs(row["node_id"])[:-1]
        assert row["position"] == position
        assert row["depth"] == len(above) == len(row["trail"])
        assert row["parent_id"] == (above[-1].id if above else None)


def test_tables_count_what_the_nodes_carry():
    plan = parse(TEXT)
    tables = to_tables(plan)
    nodes = list(plan.walk())
    assert len(tables["indicators"]) == sum(len(node.indicators) for node in nodes) >= 1
    assert len(tables["duties"]) == sum(node.duty is not None for node in nodes) >= 1
    assert any("市科技局" in row["units"] for row in tables["nodes"])


def test_a_range_takes_two_columns():
    plan = parse_file(SAMPLES[0])
    node = next(node for node in plan.walk() if node.indicators)
    ranged = node.indicators[0].model_copy(update={"op": "range", "value": (2, 3)})
    body = (node.model_copy(update={"indicators": (ranged,), "children": ()}),)
    rows = to_tables(plan.model_copy(update={"body": body}))["indicators"]
    assert [(row["value"], row["value_high"]) for row in rows] == [(2, 3)]


@given(st.text(max_size=200))
def test_any_text_gives_rows(text):
    for row in to_records(parse(text)):
        check_row(row, TABLES["nodes"])


def test_records_fit_a_polars_frame():
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame(to_records(parse(TEXT)))
    assert frame.schema["trail"] == polars.List(polars.String)
    assert frame.filter(polars.col("kind") == "task").height >= 1


def test_records_leave_no_field_of_a_node_out():
    plan = parse(TEXT)
    fields = set(type(plan.body[0]).model_fields)
    flat = set(TABLES["nodes"])
    elsewhere = {"id", "evidence", "auto", "span", "lines", "origin", "duty", "references"}
    assert fields - flat - elsewhere == {"children"}
    assert dataclasses.is_dataclass(plan.body[0].span)


def test_the_goals_of_a_task_are_their_ids():
    text = "一、工作目标\n（一）林区通达水平显著提升。\n二、主要任务\n（一）修路。推动林区通达水平显著提升。\n"
    rows = to_records(parse(text))
    assert [(row["node_id"], row["goals"]) for row in rows if row["goals"]] == [
        ("2/(1)", ["1/(1)"])
    ]
    for row in rows:
        check_row(row, TABLES["nodes"])
