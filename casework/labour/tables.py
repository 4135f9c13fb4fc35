from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

NOWRAP = {"td": {"class": "text-nowrap"}}


class EmployerTable(tables.Table):
    """Employers: the name first, then the number, where, what kind."""

    name = tables.Column(linkify=True, verbose_name=_("Name"))
    bin = tables.Column(verbose_name=_("BIN"), attrs=NOWRAP)
    region = tables.Column(verbose_name=_("Region"), orderable=False)
    kind = tables.Column(verbose_name=_("Kind"), orderable=False)
    size = tables.Column(verbose_name=_("Size"), orderable=False)
    activity = tables.Column(verbose_name=_("Economic activity"), orderable=False)

    class Meta:
        order_by = "name"

    def __init__(self, employers: Any, **options: Any) -> None:
        super().__init__(employers, **options)
