"""The form of each table that officers keep; a page and a file are judged by the same one."""

from django.db import models

from casework.backoffice.forms.border import BORDER_FORMS
from casework.backoffice.forms.law import LAW_FORMS, LawForm

FORMS: dict[type[models.Model], type[LawForm]] = {**LAW_FORMS, **BORDER_FORMS}
