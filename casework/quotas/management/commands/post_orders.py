from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.quotas import actions


class Command(BaseCommand):
    help = "Post every countersigned order whose day has come. Running it again changes nothing."

    def handle(self, **options: Any) -> None:
        posted, refused = actions.post_due_orders(at=timezone.now())
        for order in posted:
            self.stdout.write(_("Order %(order)s is posted.") % {"order": order.number})
        if refused:
            raise CommandError("\n".join(refused))
