"""A chart's part: valid, equal to python-pptx's where that has the kind, read back as it went in, and as the look wants it."""

import io
from dataclasses import replace
from pathlib import Path

import pptx
import pytest
from charting import (
    NAMES,
    SHARE,
    SLICES,
    THREE,
    TOTAL,
    YEARS,
    chart,
    every_kind,
    find,
    part,
    samples,
    values,
    written,
)
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.chart.xmlwriter import ChartXmlWriter
from pptx.enum.chart import XL_CHART_TYPE
from writing import audit, lint

from deckgen.check.lint import lint as deep_lint
from deckgen.model import CHART_KINDS, Chart, Series, Shade, Value
from deckgen.powerpoint.write.chart import MAX_POINTS, MAX_SERIES, chart_part

KNOWN = {
    "column": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "stacked_column": XL_CHART_TYPE.COLUMN_STACKED,
    "stacked_column_100": XL_CHART_TYPE.COLUMN_STACKED_100,
    "bar": XL_CHART_TYPE.BAR_CLUSTERED,
    "stacked_bar": XL_CHART_TYPE.BAR_STACKED,
    "stacked_bar_100": XL_CHART_TYPE.BAR_STACKED_100,
    "line": XL_CHART_TYPE.LINE,
    "area": XL_CHART_TYPE.AREA,
    "stacked_area": XL_CHART_TYPE.AREA_STACKED,
    "pie": XL_CHART_TYPE.PIE,
    "doughnut": XL_CHART_TYPE.DOUGHNUT,
}
LANGUAGES = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}


# --- the whole ---


def test_there_is_a_sample_of_every_kind() -> None:
    assert {sample.kind for sample in samples().values()} == set(CHART_KINDS)


def test_a_deck_with_every_kind_is_valid(tmp_path: Path) -> None:
    assert audit(every_kind(), tmp_path) == []
    assert list(lint(every_kind())) == []


def test_the_lint_finds_axes_caches_and_languages_in_order() -> None:
    assert [problem for problem in deep_lint(every_kind()) if "chart" in problem.code or "language" in problem.code] == []


@pytest.mark.parametrize("kind", KNOWN)
def test_structure_and_data_are_those_of_python_pptx(kind: str) -> None:
    series = THREE[:1] if kind in ("pie", "doughnut") else THREE
    data = CategoryChartData(number_format="General")
    data.categories = YEARS
    for each in series:
        data.add_series(each.name, [value.number for value in each.values])
    theirs = etree.fromstring(ChartXmlWriter(KNOWN[kind], data).xml.encode())
    ours = written(chart(kind, *series, number_format="General", sheet="Sheet1"))
    assert essence(ours) == essence(theirs)


def test_a_scatter_is_structured_as_that_of_python_pptx() -> None:
    data = XyChartData()
    for each in samples()["scatter"].series:
        series = data.add_series(each.name)
        for x, y in zip(each.xs, each.values, strict=True):
            if y.number is not None:
                series.add_data_point(x.number, y.number)
    theirs = etree.fromstring(ChartXmlWriter(XL_CHART_TYPE.XY_SCATTER, data).xml.encode())
    ours = written(samples()["scatter"])
    assert [child.tag for child in plot(ours)] == [child.tag for child in plot(theirs)]
    path = "c:ser/*[self::c:tx or self::c:yVal]//c:v/text()"
    assert plot(ours).xpath(path, namespaces=NAMES) == ["Nord", "1", "4", "9.5", "Sør", "3"]
    assert plot(theirs).xpath(path, namespaces=NAMES) == ["Nord", "1", "4", "9.5", "Sør", "3"]


def plot(root: etree._Element) -> etree._Element:
    return root.xpath("//*[c:ser]", namespaces=NAMES)[0]


def essence(root: etree._Element) -> list[object]:
    """What kind of plot with what data: without looks, ids, and the quotes around a sheet's name."""
    first = plot(root)
    settings = [(child.tag, child.get("val")) for child in first if etree.QName(child).localname in ("barDir", "grouping")]
    data = first.xpath("c:ser/*[self::c:idx or self::c:order or self::c:tx or self::c:cat or self::c:val]", namespaces=NAMES)
    compact = etree.XMLParser(remove_blank_text=True)
    texts = [etree.tostring(etree.fromstring(etree.tostring(each), compact), method="c14n", exclusive=True) for each in data]
    kinds = [axis.tag for axis in root.xpath("//*[c:crossAx]", namespaces=NAMES)]
    # python-pptx gives an area chart an axis of dates, and writes 63.0 where Excel and deckgen write 63
    return [
        first.tag,
        settings,
        [text.replace(b"'", b"").replace(b".0<", b"<") for text in texts],
        [tag.replace("dateAx", "catAx") for tag in kinds],
    ]


def test_python_pptx_reads_back_the_values_that_went_in() -> None:
    presentation = pptx.Presentation(io.BytesIO(every_kind()))
    for slide, (name, sample) in zip(presentation.slides, samples().items(), strict=True):
        found = next(shape.chart for shape in slide.shapes if shape.has_chart)
        read = {series.name: tuple(series.values) for plot in found.plots for series in plot.series}
        assert read == {each.name: tuple(value.number for value in each.values) for each in sample.series}, name
        if sample.kind != "scatter":
            assert tuple(found.plots[0].categories) == sample.categories
        assert found.has_legend == (sample.legend != "none")
        assert not found.has_title


def test_the_same_chart_gives_the_same_bytes() -> None:
    for sample in samples().values():
        assert chart_part(sample, "rId1") == chart_part(replace(sample), "rId1")


def test_a_chart_refers_to_its_workbook_and_never_asks_for_an_update() -> None:
    (reference,) = find(chart(), "/c:chartSpace/c:externalData")
    assert reference.get(f"{{{NAMES['r']}}}id") == "rId1"
    assert [child.get("val") for child in reference] == ["0"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_property_says_its_language(language: str) -> None:
    for sample in samples().values():
        said = replace(sample, language=language)  # type: ignore[arg-type]
        assert set(find(said, "//*[self::a:rPr or self::a:defRPr or self::a:endParaRPr]/@lang")) == {LANGUAGES[language]}
        assert find(said, "//*[self::a:rPr or self::a:defRPr or self::a:endParaRPr][not(@lang)]") == []
        assert find(said, "/c:chartSpace/c:lang/@val") == [LANGUAGES[language]]


def test_only_colours_of_the_theme_are_used() -> None:
    for sample in samples().values():
        assert find(sample, "//a:srgbClr | //a:sysClr | //a:prstClr") == []


@pytest.mark.parametrize("name", samples())
def test_axis_ids_are_positive_and_their_own(name: str) -> None:
    ids = find(samples()[name], "//*[c:crossAx]/c:axId/@val")
    assert len(set(ids)) == len(ids) == (0 if name in ("pie", "doughnut") else 4 if name == "second_axis" else 2)
    assert all(0 < int(identity) < 2**31 for identity in ids)
    assert set(find(samples()[name], "//c:ser/../c:axId/@val")) == set(ids)
    assert set(find(samples()[name], "//c:crossAx/@val")) == set(ids)


def test_a_single_series_gets_no_title_of_powerpoints_making() -> None:
    assert find(chart("column", THREE[0]), "//c:autoTitleDeleted/@val") == ["1"]


# --- the values ---


def test_missing_values_are_gaps_and_never_zero() -> None:
    sample = chart("column", part("a", 1, None, 0))
    assert find(sample, "//c:val//c:pt/@idx") == ["0", "2"]
    assert find(sample, "//c:val//c:v/text()") == ["1", "0"]
    assert find(sample, "//c:val//c:ptCount/@val") == ["3"]
    assert find(sample, "//c:dispBlanksAs/@val") == ["gap"]


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_keeps_its_full_precision(number: float) -> None:
    (text, _, _) = find(chart("column", part("a", number, 1, 1)), "//c:val//c:v/text()")
    assert float(text) == number


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_is_refused(number: float) -> None:
    with pytest.raises(ValueError, match=f"{number} cannot stand in a chart"):
        written(chart("column", part("a", number, 1, 1)))


HOSTILE = ("<&\"'>", "=1+1", "🌲 ]]>", "  to  ord", "_x0041_", "0301", "</c:v>")


def test_hostile_texts_come_through_unharmed() -> None:
    names = tuple(part(name, *([1] * len(HOSTILE))) for name in HOSTILE)
    titles = {"category_title": HOSTILE[0], "value_title": HOSTILE[2]}
    sample = Chart("column", HOSTILE, names, "nb", sheet="It's <&\"> 🌲", **titles)  # type: ignore[arg-type]
    assert tuple(find(sample, "//c:ser[1]/c:cat//c:v/text()")) == HOSTILE
    assert tuple(find(sample, "//c:tx//c:v/text()")) == HOSTILE
    assert find(sample, "//c:title//a:t/text()") == [HOSTILE[0], HOSTILE[2]]
    assert find(sample, "//c:ser[1]/c:cat//c:f/text()") == ["'It''s <&\"> 🌲'!$A$2:$A$8"]


@pytest.mark.parametrize("text", ["\x00", "\x0b", "\ud800", "\uffff"])
def test_a_character_that_no_file_can_hold_is_refused(text: str) -> None:
    for sample in (chart("column", part(text, 1, 2, 3)), replace(chart(), categories=(text, "b", "c"))):
        with pytest.raises(ValueError, match="cannot stand in XML"):
            written(sample)


def test_a_point_of_a_scatter_without_an_x_is_left_out() -> None:
    sample = Chart("scatter", (), (part("a", 1, 2, xs=values(None, 5)),), "nb")
    assert find(sample, "//c:yVal//c:pt/@idx") == ["1"]


# --- how it looks ---


def test_stacks_overlap_and_have_the_gap_of_stacks() -> None:
    assert find(chart("stacked_column"), "//c:gapWidth/@val | //c:overlap/@val") == ["55", "100"]
    assert find(chart("column"), "//c:gapWidth/@val | //c:overlap/@val") == ["45", "0"]


def test_segments_are_parted_by_white_of_one_and_a_half_points() -> None:
    assert find(chart(), "//c:ser/c:spPr/a:solidFill/a:schemeClr/@val") == ["accent1", "accent2", "accent3"]
    assert find(chart(), "//c:ser/c:spPr/a:ln/@w") == ["19050"] * 3
    assert set(find(chart(), "//c:ser/c:spPr/a:ln/a:solidFill/a:schemeClr/@val")) == {"bg1"}


@pytest.mark.parametrize("kind", ["column", "bar"])
def test_bars_that_touch_no_other_have_no_outline(kind: str) -> None:
    assert len(find(chart(kind, THREE[0]), "//c:ser/c:spPr/a:ln/a:noFill")) == 1
    assert find(chart(kind), "//c:ser/c:spPr/a:ln/@w") == ["19050"] * 3


def test_a_value_axis_is_deleted_unless_it_is_asked_for() -> None:
    assert find(chart(), "//c:valAx/c:delete/@val | //c:valAx/c:majorGridlines") == ["1"]
    shown = chart(value_axis=True)
    assert find(shown, "//c:valAx/c:delete/@val") == ["0"]
    assert find(shown, "//c:majorGridlines//a:ln/@w") == ["9525"]
    assert find(shown, "//c:valAx/c:txPr//a:defRPr/@sz") == ["1600"]


def test_an_axis_begins_and_ends_where_it_is_told() -> None:
    assert find(chart(minimum=-5.0, maximum=160.3), "//c:scaling/*[not(self::c:orientation)]/@val") == ["160.3", "-5.0"]
    with pytest.raises(ValueError, match=r"an axis from 5\.0 to 5\.0"):
        written(chart(minimum=5.0, maximum=5.0))


def test_lines_of_axes_and_grid_are_shades_of_the_theme() -> None:
    shown = replace(chart(value_axis=True), style=replace(chart().style, axis_color=Shade("tx1", lum_mod=50, lum_off=50)))
    (axis,) = find(shown, "//c:catAx/c:spPr/a:ln/a:solidFill/a:schemeClr")
    assert [(axis.get("val"), *((etree.QName(e).localname, e.get("val")) for e in axis))] == [
        ("tx1", ("lumMod", "50000"), ("lumOff", "50000"))
    ]
    (grid,) = find(shown, "//c:majorGridlines//a:schemeClr")
    assert grid.get("val") == "tx2"
    assert find(shown, "//c:majorTickMark/@val") == ["none", "none"]


def test_bars_are_read_from_the_top_and_the_values_stay_below() -> None:
    sample = chart("bar", value_axis=True)
    assert find(sample, "//c:catAx/c:scaling/c:orientation/@val") == ["maxMin"]
    assert find(sample, "//c:valAx/c:crosses/@val") == ["max"]
    assert find(sample, "//c:catAx/c:axPos/@val | //c:valAx/c:axPos/@val") == ["l", "b"]


def test_shares_of_a_hundred_have_an_axis_of_per_cent() -> None:
    assert find(chart("stacked_column_100", value_axis=True), "//c:valAx/c:numFmt/@formatCode") == ["0\\\u00a0%"]
    assert find(replace(chart("stacked_bar_100"), language="en"), "//c:valAx/c:numFmt/@formatCode") == ["0%"]


def test_titles_of_axes_stand_along_them() -> None:
    sample = chart(category_title="År", value_title="Årsverk")
    assert find(sample, "//c:catAx/c:title//a:t/text() | //c:valAx/c:title//a:t/text()") == ["År", "Årsverk"]
    assert find(sample, "//c:title//a:bodyPr/@rot") == ["0", "-5400000"]
    assert find(sample, "//c:valAx/c:delete/@val") == ["0"]


def test_a_highlight_is_the_only_point_with_a_fill_of_its_own() -> None:
    assert find(samples()["highlight"], "//c:dPt/c:idx/@val") == ["1"]
    assert find(samples()["highlight"], "//c:dPt/c:spPr/a:solidFill/a:schemeClr/@val") == ["accent3"]


def test_slices_have_their_fills_and_begin_at_the_top() -> None:
    for kind in ("pie", "doughnut"):
        assert find(samples()[kind], "//c:dPt/c:spPr/a:solidFill/a:schemeClr/@val") == ["accent1", "accent2", "accent3"]
        assert find(samples()[kind], "//c:varyColors/@val | //c:firstSliceAng/@val") == ["1", "0"]
    assert find(samples()["doughnut"], "//c:holeSize/@val") == ["60"]


def test_lines_are_of_the_style_and_without_markers() -> None:
    assert set(find(chart("line"), "//c:ser/c:spPr/a:ln/@w")) == {"38100"}
    assert set(find(chart("line"), "//c:ser/c:marker/c:symbol/@val")) == {"none"}
    assert find(chart("line"), "//c:dPt") == []


def test_a_point_between_two_gaps_gets_a_marker_so_that_it_is_seen() -> None:
    sample = Chart("line", tuple("abcdef"), (part("x", 1, None, 3, 4, None, 6),), "nb")
    assert find(sample, "//c:dPt/c:idx/@val") == ["0", "5"]
    assert find(sample, "//c:dPt/c:marker/c:symbol/@val") == ["circle", "circle"]


def test_areas_stand_where_the_format_has_been_told() -> None:
    sample = samples()["stacked_column"]
    assert [
        float(n) for n in find(sample, "//c:plotArea/c:layout//*[self::c:x or self::c:y or self::c:w or self::c:h]/@val")
    ] == [*(0, 0, 0.715, 0.885)]
    assert find(sample, "//c:plotArea/c:layout//c:layoutTarget/@val") == ["inner"]
    assert [float(n) for n in find(sample, "//c:legend//c:x/@val | //c:legend//c:w/@val")] == [0.735, 0.265]
    assert find(chart(), "//c:layout/*") == []


@pytest.mark.parametrize(("where", "said"), [("right", ["r"]), ("bottom", ["b"]), ("none", [])])
def test_a_legend_stands_where_it_is_wanted(where: str, said: list[str]) -> None:
    assert find(chart(legend=where), "//c:legend/c:legendPos/@val") == said


# --- labels ---


def shown_positions(sample: Chart) -> list[str]:
    return find(sample, "//c:dLblPos/@val")


@pytest.mark.parametrize(
    ("kind", "position"),
    [
        ("column", "outEnd"),
        ("bar", "outEnd"),
        ("stacked_column", "ctr"),
        ("stacked_column_100", "ctr"),
        ("stacked_bar", "ctr"),
        ("stacked_bar_100", "ctr"),
        ("column_line", "inBase"),
        ("pie", "inEnd"),
    ],
)
def test_labels_stand_where_their_plot_has_room(kind: str, position: str) -> None:
    assert set(shown_positions(chart(kind, THREE[0]))) == {position}


@pytest.mark.parametrize("kind", ["area", "stacked_area", "doughnut"])
def test_plots_with_one_place_for_labels_are_given_no_other(kind: str) -> None:
    sample = chart(kind, THREE[0])
    assert find(sample, "//c:ser/c:dLbls/c:showVal/@val") == ["1"]
    assert shown_positions(sample) == []


def test_the_label_at_the_end_of_a_line_stands_beside_it() -> None:
    sample = samples()["line"]
    assert find(sample, "//c:ser[1]/c:dLbls/c:dLbl/c:idx/@val") == ["2"]
    assert find(sample, "//c:ser[1]/c:dLbls/c:dLbl/c:dLblPos/@val") == ["r"]
    assert find(sample, "//c:ser[1]/c:dLbls/c:showVal/@val") == ["0"]


def test_labels_along_a_line_stand_above_it() -> None:
    assert shown_positions(chart("line", THREE[0])) == ["t"]
    assert shown_positions(samples()["column_line"]) == ["inBase", "inBase", "t"]


def test_labels_of_lines_can_be_read_where_they_fall_on_columns() -> None:
    assert find(samples()["column_line"], "//c:lineChart//c:dLbls/c:spPr/a:solidFill/a:schemeClr/@val") == ["bg1"]
    assert find(samples()["column_line"], "//c:barChart//c:dLbls/c:spPr/a:solidFill") == []


def test_a_point_without_a_label_is_taken_out() -> None:
    sample = chart("stacked_column", replace(THREE[0], labels=(True, False, True)))
    assert find(sample, "//c:dLbl[c:delete/@val='1']/c:idx/@val") == ["1"]
    assert find(sample, "//c:ser/c:dLbls/c:showVal/@val") == ["1"]


def test_a_series_without_labels_has_none() -> None:
    assert find(chart("column", replace(THREE[0], labels=())), "//c:dLbls") == []
    assert find(chart("column", replace(THREE[0], labels=(False,) * 3)), "//c:dLbls") == []


@given(st.lists(st.booleans(), min_size=1, max_size=12))
def test_exactly_the_points_that_the_model_names_are_labelled(labels: list[bool]) -> None:
    count = len(labels)
    series = Series("a", (Value(1.0),) * count, labels=tuple(labels))
    root = written(Chart("column", tuple(map(str, range(count))), (series,), "nb"))
    groups = root.xpath("//c:ser/c:dLbls", namespaces=NAMES)
    default = bool(groups) and groups[0].find("c:showVal", NAMES).get("val") == "1"
    own = {int(e.find("c:idx", NAMES).get("val")): e.find("c:delete", NAMES) is None for e in root.iterfind(".//c:dLbl", NAMES)}
    assert [own.get(at, default) for at in range(count)] == labels


def test_labels_are_in_the_charts_own_format_and_a_colour_that_can_be_read() -> None:
    sample = chart(number_format="#,##0.0")
    assert set(find(sample, "//c:dLbls/c:numFmt/@formatCode")) == {"#,##0.0"}
    assert set(find(sample, "//c:dLbls/c:numFmt/@sourceLinked")) == {"0"}
    assert find(sample, "//c:dLbls//a:defRPr//a:schemeClr/@val") == ["bg1", "bg1", "tx1"]


def test_the_label_of_each_slice_is_in_the_colour_that_can_be_read_on_it() -> None:
    slices = replace(SLICES, point_label_colors=("bg1", "bg1", "tx1"))
    labels = find(chart("pie", slices), "//c:dLbls/c:dLbl")
    assert [label.xpath("string(c:idx/@val)", namespaces=NAMES) for label in labels] == ["2"]
    assert find(chart("pie", slices), "//c:dLbls/c:dLbl/c:txPr//a:schemeClr/@val") == ["tx1"]
    assert find(chart("pie", slices), "//c:dLbls/c:txPr//a:schemeClr/@val") == ["bg1"]
    left_out = chart("doughnut", replace(slices, labels=(True, False, True)))
    assert find(left_out, "//c:dLbl/c:idx/@val") == ["1", "2"]
    assert find(left_out, "//c:dLbl[c:delete/@val='1']/c:idx/@val") == ["1"]
    alone = chart("pie", replace(slices, labels=(False, False, True)))
    assert find(alone, "//c:dLbls//a:schemeClr/@val") == ["tx1"]


def test_slices_say_their_share_and_keep_their_values() -> None:
    sample = chart("pie", SLICES, number_format='[<0.005]"<\u00a01\u00a0%";0\u00a0%')
    assert find(sample, "//c:dLbls/c:showPercent/@val | //c:dLbls/c:showVal/@val") == ["0", "1"]
    assert find(sample, "//c:dLbls/c:numFmt/@formatCode") == ['[<0.005]"<\u00a01\u00a0%";0\\\u00a0%']
    assert find(sample, "//c:val//c:formatCode/text()") == ["General"]
    assert find(chart("pie", SLICES), "//c:dLbls/c:showPercent/@val | //c:dLbls/c:showVal/@val") == ["1", "0"]


# --- totals and lines ---


def test_totals_stand_above_the_stack_as_the_labels_of_a_line_that_is_not_drawn() -> None:
    sample = samples()["stacked_column"]
    line = "//c:lineChart/c:ser"
    assert find(sample, f"{line}/c:idx/@val | {line}/c:order/@val") == ["3", "3"]
    assert len(find(sample, f"{line}/c:spPr/a:ln/a:noFill")) == 1
    assert find(sample, f"{line}/c:marker/c:symbol/@val") == ["none"]
    assert find(sample, f"{line}/c:dLbls/c:dLblPos/@val") == ["t"]
    assert find(sample, f"{line}/c:dLbls//a:defRPr/@sz | {line}/c:dLbls//a:defRPr/@b") == ["2400", "1"]
    assert find(sample, "//c:lineChart/c:axId/@val") == find(sample, "//c:barChart/c:axId/@val")


def test_totals_have_no_entry_in_the_legend() -> None:
    assert find(samples()["stacked_column"], "//c:legendEntry/c:idx/@val") == ["3"]
    assert find(samples()["stacked_column"], "//c:legendEntry/c:delete/@val") == ["1"]
    assert find(chart(), "//c:legendEntry") == []


def test_totals_come_after_the_parts_wherever_they_were_named() -> None:
    assert chart_part(chart("stacked_column", TOTAL, *THREE), "rId1") == chart_part(
        chart("stacked_column", *THREE, TOTAL), "rId1"
    )


def test_a_line_over_columns_shares_their_axes_or_has_its_own() -> None:
    shared, own = samples()["column_line"], samples()["second_axis"]
    assert find(shared, "//c:lineChart/c:axId/@val") == find(shared, "//c:barChart/c:axId/@val")
    assert not set(find(own, "//c:lineChart/c:axId/@val")) & set(find(own, "//c:barChart/c:axId/@val"))
    assert find(own, "//c:valAx/c:delete/@val") == ["1", "0"]
    assert find(own, "//c:valAx[2]/c:axPos/@val | //c:valAx[2]/c:crosses/@val") == ["r", "max"]
    assert find(own, "//c:valAx[2]/c:numFmt/@formatCode | //c:lineChart//c:formatCode/text()") == ["0.0%", "0.0%"]
    assert find(own, "//c:valAx[2]/c:title//a:t/text()") == ["Andel"]


# --- what no chart can be ---


@pytest.mark.parametrize(
    ("sample", "message"),
    [
        (chart("stacked_bar", *THREE, TOTAL), "totals cannot stand above a stacked_bar chart"),
        (chart("column", *THREE, TOTAL), "totals cannot stand above a column chart"),
        (chart("stacked_column_100", *THREE, TOTAL), "totals cannot stand above a stacked_column_100 chart"),
        (chart("column", THREE[0], SHARE), "a column chart has no lines over columns"),
        (chart("column_line", replace(THREE[0], second_axis=True)), "is no line"),
        (chart("stacked_column", TOTAL), "a chart without a series to draw"),
        (chart("column", part("a", 1, 2)), 'the series "a" has 2 values for 3 categories'),
        (Chart("scatter", (), (part("a", 1, 2, xs=values(1)),), "nb"), 'the series "a" has 2 values for 1 x values'),
        (Chart("column", (), (part("a"),), "nb"), 'the series "a" has no points'),
        (chart("column", *[part("a", 1, 2, 3)] * (MAX_SERIES + 1)), "256 series: a chart has 255 at most"),
        (
            Chart("line", ("a",) * (MAX_POINTS + 1), (Series("a", (Value(1.0),) * (MAX_POINTS + 1)),), "nb"),
            "32001 points: a series has 32000 at most",
        ),
        (chart("column", replace(THREE[0], fill="mint")), '"mint" is no colour'),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_no_chart_can_be_is_refused(sample: Chart, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        written(sample)


def test_the_most_series_and_many_points_are_written() -> None:
    many = tuple(map(str, range(2000)))
    sample = Chart("line", many, (Series("a", tuple(Value(float(n)) for n in range(2000)), labels=(True,) * 2000),), "nb")
    assert find(sample, "//c:val//c:ptCount/@val") == ["2000"]
    assert len(find(chart("column", *[part("a", 1, 2, 3)] * MAX_SERIES), "//c:ser")) == MAX_SERIES
