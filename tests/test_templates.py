"""The rules of this house about its templates, as tests."""

import re
from pathlib import Path

import pytest
from django.template.loaders.app_directories import get_app_template_dirs

from tests.measures import ROOT, modules

TEMPLATES = ROOT / "templates"
ALL = sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html"))
FRAMES = {"base.html", "bare.html"}
SOUGHT_BY_DJANGO = {"403.html", "404.html", "403_csrf.html"}
TAGS = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
COMMENT = re.compile(r"{% comment %}.*?{% endcomment %}|{#.*?#}", re.DOTALL)
# Views of Django and allauth, where a repetition does no harm.
OF_LIBRARIES = re.compile(r"{% url ['\"](account_\w+|set_language|admin:\w+)['\"]")
INLINE = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>|<style\b|\sstyle\s*=|\son\w+\s*=|\shx-on|javascript:")
SHARED = ("components/", "bootstrap5/", "django_tables2/")


def text(template: str) -> str:
    return COMMENT.sub("", (TEMPLATES / template).read_text())


def is_page(template: str) -> bool:
    return "{% extends" in text(template)


def is_fragment(template: str) -> bool:
    return Path(template).name.startswith("_")


def is_shared(template: str) -> bool:
    return template.startswith(SHARED) or template in FRAMES


def replaces_one_of_a_library(template: str) -> bool:
    return any((Path(folder) / template).exists() for folder in get_app_template_dirs("templates"))


def includes(template: str) -> list[str]:
    return re.findall(r"""{%\s*include\s+["']([^"']+)["']""", text(template))


def test_every_template_is_used():
    code = "\n".join(path.read_text() for path in modules("casework", "config"))
    named = "\n".join([code, *map(text, ALL)])
    unused = [
        template
        for template in ALL
        if f'"{template}"' not in named and f"'{template}'" not in named and not replaces_one_of_a_library(template)
    ]

    assert set(unused) - SOUGHT_BY_DJANGO == set()


@pytest.mark.parametrize("template", [template for template in ALL if not is_shared(template)])
def test_a_fragment_is_told_by_its_name(template):
    assert is_fragment(template) != is_page(template)


@pytest.mark.parametrize("template", ALL)
def test_only_fragments_and_components_are_included(template):
    assert [each for each in includes(template) if not is_fragment(each) and not is_shared(each)] == []


@pytest.mark.parametrize("template", ALL)
def test_libraries_are_loaded_in_order(template):
    loads = [names.split() for names in re.findall(r"{%\s*load\s+([\w\s]+?)\s*%}", text(template))]

    assert loads == [sorted(names) for names in loads]
    assert len(loads) <= 1


@pytest.mark.parametrize("template", ALL)
def test_a_template_has_at_most_a_hundred_and_twenty_lines(template):
    assert len((TEMPLATES / template).read_text().splitlines()) <= 120


@pytest.mark.parametrize(
    "markup",
    [
        "<script>alert(1)</script>", "<script defer>", '<p style="color: red">', "<style>", '<a onclick="x()">',
        '<a href="javascript:x()">', '<a hx-on:click="x()">',
    ],
)  # fmt: skip
def test_what_the_policy_forbids_is_found(markup):
    assert INLINE.search(markup)


def test_what_the_policy_allows_is_not():
    assert not INLINE.search('<script src="x.js" defer></script><p class="style" data-only="x">style=</p>')


@pytest.mark.parametrize("template", ALL)
def test_a_template_holds_no_script_and_no_style_of_its_own(template):
    markup = TAGS.sub("x", text(template))

    assert INLINE.findall(markup) == []


@pytest.mark.parametrize("template", ALL)
def test_every_form_that_writes_carries_its_token_and_its_key(template):
    forms = re.findall(r"<form\b[^>]*method=.post.*?</form>", text(template), re.DOTALL | re.IGNORECASE)

    assert [form for form in forms if "{% csrf_token %}" not in form] == []
    assert [form for form in forms if "submission_key" not in form and not OF_LIBRARIES.search(form)] == []
