import uuid

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def submission_key() -> SafeString:
    """The hidden field by which a form is taken once only; new each time, so that a corrected form is a new one."""
    return format_html('<input type="hidden" name="submission" value="{}">', uuid.uuid4())
