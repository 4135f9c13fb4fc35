from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pypdf
import pytest

from casework.common.written import Text
from casework.reference import loading
from casework.reference.actions import DATA
from casework.returnees import documents
from casework.returnees.wording.acts import ACTS, act
from casework.returnees.wording.common import GENERATED
from tests.returnees import papers
from tests.returnees.papers import HOSTILE, letter, read

LETTERS = {
    "refused acceptance": (documents.refused_acceptance_pdf, papers.refused_acceptance),
    "hearing": (documents.hearing_pdf, papers.hearing),
    "grant": (documents.decision_pdf, papers.decision),
    "partial grant": (documents.decision_pdf, papers.partial_grant),
    "refusal": (documents.decision_pdf, papers.refusal),
    "extension": (documents.extension_pdf, papers.extension),
    "inclusion": (documents.inclusion_pdf, papers.inclusion),
    "receipt": (documents.receipt_pdf, papers.receipt),
    "end": (documents.end_pdf, papers.end),
}


@pytest.fixture(params=LETTERS)
def kind(request):
    return LETTERS[request.param]


def printed(kind, **changes: object) -> bytes:
    pdf_of, facts_of = kind
    facts = facts_of()
    return pdf_of(replace(facts, letter=replace(facts.letter, **changes)))


def test_a_letter_fills_one_page(kind):
    assert len(pypdf.PdfReader(BytesIO(printed(kind))).pages) == 1


def test_a_letter_names_its_file_its_addressee_and_its_day(kind):
    text = read(printed(kind))

    assert letter().addressee in text
    assert letter().address in text
    assert "5 марта 2026 г. · 5 March 2026" in text


def test_a_letter_is_signed_by_name_and_post(kind):
    text = read(printed(kind, countersigned=papers.HEAD))

    assert "Б. Сынақов маман специалист · caseworker" in text
    assert "А. Үлгібаева кеңсе басшысы" in text


def test_a_letter_without_a_second_signature_leaves_no_room_for_it(kind):
    assert "Countersigned by" not in read(printed(kind, countersigned=None))


def test_a_letter_is_laid_out_in_three_languages(kind):
    text = read(printed(kind))

    assert text.index("ҚАЗ") < text.index("РУС") < text.index("ENG")


def test_a_generated_letter_says_so_in_three_languages(kind):
    text = read(printed(kind, is_generated=True))

    # Above everything else, and across the page.
    assert [text.count(words.upper()) for words in (GENERATED.kk, GENERATED.ru, GENERATED.en)] == [2, 2, 2]


def test_a_real_letter_bears_no_mark_of_demonstration(kind):
    assert "GENERATED" not in read(printed(kind)).upper()


def test_equal_facts_give_equal_letters(kind):
    assert printed(kind) == printed(kind)


def test_no_pattern_is_left_unfilled(kind):
    text = read(printed(kind))

    assert "{" not in text
    assert "}" not in text


def test_refused_acceptance_says_what_is_missing_and_that_it_is_no_refusal_on_the_merits():
    text = read(documents.refused_acceptance_pdf(papers.refused_acceptance()))

    assert "автобиография в произвольной форме" in text
    assert "This is not a refusal on the merits. The family may apply again at once" in text
    assert "Құжаттар топтамасы толық ұсынылмады" in text


def test_an_appeal_tells_its_months_its_last_day_and_its_act():
    text = read(documents.refused_acceptance_pdf(papers.refused_acceptance()))

    assert "3 ай ішінде, 2026 жылғы 5 маусымға дейін" in text
    assert "в течение 3 месяцев" in text
    assert "until 5 June 2026 inclusive" in text
    assert "кодекс Республики Казахстан от 29 июня 2020 года № 350-VI" in text


def test_a_hearing_is_announced_in_the_time_of_the_office():
    text = read(documents.hearing_pdf(papers.hearing(at=datetime(2026, 3, 8, 21, 15, tzinfo=UTC))))

    assert "2026 жылғы 9 наурызда сағат 02:15" in text
    assert "9 марта 2026 г. в 02:15" in text


def test_a_hearing_may_be_moved_for_a_good_reason():
    text = read(documents.hearing_pdf(papers.hearing()))

    assert "may be moved for a good reason" in text
    assert "Contact: +7 7182 00 00 00" in text


@pytest.mark.parametrize(
    ("facts", "heading"),
    [
        (papers.decision, "Decision to grant the kandas status Your"),
        (papers.partial_grant, "Decision to grant the kandas status to a part of the family"),
        (papers.refusal, "Decision to refuse the kandas status"),
    ],
)
def test_the_outcomes_of_the_members_name_the_decision(facts, heading):
    assert heading in read(documents.decision_pdf(facts()))


def test_a_partial_grant_says_for_each_member_what_was_decided_and_why():
    text = read(documents.decision_pdf(replace(papers.partial_grant(), grounds=())))

    assert "KZ-2026-000122 мәртебе берілді" in text
    assert "бас тартылды: Қазақ ұлтына жататыны расталмады" in text


def test_the_ground_of_all_refusals_is_told_once():
    text = read(documents.decision_pdf(papers.refusal()))

    assert text.count("Казахская национальность не подтверждена") == 1


def test_a_refusal_of_another_procedure_is_named_after_it():
    facts = replace(papers.refusal(), letter=letter(procedure="inclusion"))

    assert "Decision to refuse inclusion in the regional quota" in read(documents.decision_pdf(facts))


def test_a_grant_of_another_procedure_has_a_letter_of_its_own():
    with pytest.raises(KeyError):
        documents.decision_pdf(papers.decision(letter=letter(procedure="inclusion")))


def test_an_extension_tells_its_months_and_the_new_last_day():
    text = read(documents.extension_pdf(papers.extension()))

    assert "продлён на 6 месяцев" in text
    assert "until 4 September 2027 inclusive" in text


@pytest.mark.parametrize(("months", "words"), [(1, "на 1 месяц:"), (3, "на 3 месяца:"), (5, "на 5 месяцев:")])
def test_months_agree_with_their_number(months, words):
    assert words in read(documents.extension_pdf(papers.extension(months=months)))


def test_an_inclusion_tells_the_places_and_the_sums_in_index_and_tenge():
    text = read(documents.inclusion_pdf(papers.inclusion()))

    assert "Places: 4 (counted by persons)" in text
    assert "70 МРП × 4 325 ₸ × 4 чел. = 1 211 000 ₸" in text
    assert "15 MCI × ₸4,325 = ₸64,875" in text


def test_an_inclusion_without_money_promises_none():
    assert "What the inclusion brings" not in read(documents.inclusion_pdf(papers.inclusion(entitlements=())))


def test_a_receipt_lists_the_papers_and_explains_the_date():
    text = read(documents.receipt_pdf(papers.receipt()))

    assert "паспорт иностранного государства" in text
    assert "The decision is due by 5 March 2026 inclusive." in text
    assert "3 working days, counted from the day after receipt" in text


def test_a_receipt_of_a_procedure_without_a_term_names_no_date():
    assert "due by" not in read(documents.receipt_pdf(papers.receipt(due=None)))


def test_a_receipt_tells_the_days_for_which_the_term_was_paused():
    due = documents.Due(on=date(2026, 3, 9), days=3, unit="calendar days", paused_days=4)

    assert "Days for which the term was paused: 4" in read(documents.receipt_pdf(papers.receipt(due=due)))


def test_the_end_of_a_status_tells_its_last_day():
    text = read(documents.end_pdf(papers.end()))

    assert "Its last day was 31 August 2026" in text
    assert "Notice of the end of the kandas status" in text


def test_an_annulled_inclusion_has_its_own_words():
    text = read(documents.end_pdf(papers.end(letter=letter(procedure="inclusion"))))

    assert "Notice of the annulled inclusion in the regional quota" in text


def test_a_letter_of_2020_speaks_of_oralmans():
    text = read(documents.receipt_pdf(papers.receipt(letter=letter(on=date(2020, 12, 31)))))

    assert "for the oralman status" in text
    assert "kandas" not in text


@pytest.mark.parametrize("words", HOSTILE)
def test_what_people_wrote_is_printed_as_they_wrote_it(words):
    facts = papers.hearing(letter=letter(addressee=words), reasons=words, where=Text.same(words))

    text = read(documents.hearing_pdf(facts)).replace(" ", "")

    assert text.count(words.replace(" ", "")) == 5  # the addressee, the place in three languages, the reasons


def test_a_long_explanation_goes_on_to_another_page():
    document = documents.decision_pdf(replace(papers.partial_grant(), reasons="Дәлелдер жеткіліксіз. " * 300))

    assert read(document).count("Дәлелдер жеткіліксіз.") == 300


def test_every_act_on_record_has_its_name_in_three_languages():
    titles = {row["title"] for row in loading.read(DATA / "acts.csv")}

    assert titles <= set(ACTS)


def test_an_act_without_a_wording_keeps_its_title():
    assert act("Order No. 1") == Text.same("Order No. 1")
