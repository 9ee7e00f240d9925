"""What the admin's templates ask for."""

import datetime as dt

from django import template
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from documents.services.desk import overview, standing, strip
from documents.services.watching import health

register = template.Library()
register.simple_tag(overview, name="desk")
register.simple_tag(standing)
register.simple_tag(health)
register.simple_tag(strip)


@register.filter
def ago(moment: dt.datetime) -> str:
    """How long since a moment: '3 hours'; 'just now' within the minute, which timesince calls '0 minutes'."""
    return _("just now") if timezone.now() - moment < dt.timedelta(minutes=1) else timesince(moment)
