"""The picture of the data model is what the models are."""

import re
from xml.etree import ElementTree

from scripts.data_model import PICTURE, boxes, models_of_the_project, picture

SVG = "{http://www.w3.org/2000/svg}"


def test_picture_is_up_to_date():
    drawn = picture(models_of_the_project())
    assert PICTURE.read_text(encoding="utf-8") == drawn, "run .venv/bin/python scripts/data_model.py"


def test_picture_is_the_same_each_time():
    models = models_of_the_project()
    assert picture(models) == picture(models)


def test_every_table_is_drawn_with_its_columns():
    text = PICTURE.read_text(encoding="utf-8")
    words = set(re.findall(r"[A-Za-z_]+", text))
    for model in models_of_the_project():
        assert f">{model.__name__}</text>" in text
        named = {field.name for field in model._meta.concrete_fields if not field.is_relation and field.name != "id"}
        assert named - {"position"} <= words, model.__name__


def test_boxes_stand_apart_and_hold_their_words():
    root = ElementTree.fromstring(PICTURE.read_text(encoding="utf-8"))
    every = [one.attrib for one in root.iter(f"{SVG}rect")]
    frames = [[int(one[name]) for name in ("x", "y", "width", "height")] for one in every if "x" in one]
    width, height = map(int, root.attrib["viewBox"].split()[2:])
    for number, (x, y, w, h) in enumerate(frames):
        assert x + w <= width and y + h <= height
        for x2, y2, w2, h2 in frames[number + 1 :]:
            assert x + w <= x2 or x2 + w2 <= x or y + h <= y2 or y2 + h2 <= y


def test_what_hangs_from_an_arm_is_drawn_beside_it():
    _, first = boxes(models_of_the_project())
    arm = next(box for box in first if box.name == "Arm")
    assert {"Regimen", "ArmSummary"} <= {child.name for child in arm.children}
