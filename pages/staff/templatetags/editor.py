"""What the editor shows above a form."""

from django import template

from pages.staff.preferences import language_choices

register = template.Library()


@register.inclusion_tag("pages/staff/editor/language_switch.html", takes_context=True)
def language_switch(context):
    """The switch between one language's inputs and all, where the form has several languages."""
    form, request = context.get("form"), context["request"]
    return {"choices": language_choices(form, request.user), "request": request}
