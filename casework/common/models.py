from django.db import models


class SignOfLife(models.Model):
    """When a process nobody talks to (worker, beat) was last seen alive; one that is not started has no row."""

    name = models.CharField(max_length=20, unique=True)
    seen_at = models.DateTimeField()  # no officer: the process says it of itself

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = "sign of life"
        verbose_name_plural = "signs of life"

    def __str__(self) -> str:
        return self.name
