"""Questions to the database that Django has no words for."""

from django.db.models import BooleanField, Func


class IsAmong(Func):
    """Whether a value stands in an array. Unlike IN of a subquery it is answered by an index, also beside an OR."""

    template = "(%(expressions)s))"
    arg_joiner = " = ANY("
    output_field = BooleanField()
