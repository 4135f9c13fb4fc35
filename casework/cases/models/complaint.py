from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.cases.models.case import Case
from casework.cases.models.decision import Decision


class Complaint(models.Model):
    """What only a file that complains of a refusal says. Written once: the table only grows.

    `barred`: officers who registered or decided what is complained of, and may sign nothing here. A trigger finds them
    (`complaint_of_a_refusal`), and another one refuses their signatures (`decision_not_by_whoever_refused`).
    """

    case = models.OneToOneField(Case, models.PROTECT, related_name="complaint", verbose_name=_("file"))
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="+", verbose_name=_("refusal"))
    ground = models.TextField(_("what the complaint says"))
    late_because = models.CharField(_("why it is taken after its term"), max_length=300, blank=True)
    barred = ArrayField(
        models.BigIntegerField(), default=list, editable=False, verbose_name=_("officers who decided before")
    )

    class Personal:
        fields = {"ground", "late_because"}

    class Meta:
        verbose_name = _("complaint")
        verbose_name_plural = _("complaints")
        constraints = [
            models.CheckConstraint(
                name="complaint_says_its_ground",
                condition=~Q(ground=""),
                violation_error_message=_("A complaint says why the refusal is wrong."),
            )
        ]

    def __str__(self) -> str:
        return str(self.case)
