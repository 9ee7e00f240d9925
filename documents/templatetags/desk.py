"""What the admin's templates ask for."""

from django import template

from documents.services.desk import overview, standing, strip

register = template.Library()
register.simple_tag(overview, name="desk")
register.simple_tag(standing)
register.simple_tag(strip)
