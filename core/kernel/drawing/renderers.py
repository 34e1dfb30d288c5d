"""The project's form renderer: our field templates, and Bootstrap's class names on every control."""

from collections.abc import Mapping
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.template.loader import get_template
from django.utils.safestring import SafeString

# Django's templates that are drawn by our own.
OURS = {
    "django/forms/errors/list/default.html": "forms/errors.html",
    "django/forms/widgets/radio.html": "forms/widgets/choices.html",
    "django/forms/widgets/checkbox_select.html": "forms/widgets/choices.html",
}
# Templates of ours that draw one text field and wear the usual class.
FIELDS_OF_OURS = {"forms/widgets/date.html", "forms/widgets/name.html"}
BARE_INPUTS = {"hidden", "radio", "checkbox", "range", "submit"}


class ZoneRenderer(TemplatesSetting):
    """`{{ form }}`, `{{ form.x.as_field_group }}` and `{{ form.x }}` look the same wherever they stand."""

    form_template_name = "forms/form.html"
    formset_template_name = "forms/formset.html"
    field_template_name = "forms/field.html"

    def render(self, template_name: str, context: Mapping[str, Any], request: HttpRequest | None = None) -> SafeString:
        """Give each control its class, then draw it with our template where we have one."""
        if "widget" in context and not template_name.startswith("admin/"):
            context = {**context, "widget": dressed(context["widget"])}
        return super().render(OURS.get(template_name, template_name), context, request)

    def get_template(self, template_name: str) -> Any:
        """Django's own controls by the engine of rows, which has them too: options are the dearest part of a form."""
        using = "rows" if template_name.startswith("django/forms/widgets/") else "django"
        return get_template(template_name, using=using)


def dressed(widget: dict[str, Any]) -> dict[str, Any]:
    """A widget's context with the class that the style sheets know; sub-widgets included."""
    attrs = dict(widget.get("attrs") or {})
    if css := control_class(widget):
        classes = [css, *str(attrs.get("class", "")).split()]
        if attrs.get("aria-invalid") == "true":
            classes.append("is-invalid")
        attrs["class"] = " ".join(dict.fromkeys(classes))
    dressed_widget = {**widget, "attrs": attrs}
    if subwidgets := widget.get("subwidgets"):
        dressed_widget["subwidgets"] = [dressed(each) for each in subwidgets]
    return dressed_widget


def control_class(widget: dict[str, Any]) -> str:
    """form-select, form-check-input or form-control; nothing for controls that bring their own look."""
    template = str(widget.get("template_name", ""))
    if template in FIELDS_OF_OURS:
        return "form-control"
    if template.startswith("forms/widgets/"):
        return ""
    kind = widget.get("type", "")
    if kind in {"radio", "checkbox"}:
        return "" if "optgroups" in widget else "form-check-input"
    if kind in BARE_INPUTS or template.endswith("multiwidget.html"):
        return ""
    return "form-select" if "optgroups" in widget else "form-control"
