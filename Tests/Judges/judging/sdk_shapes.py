"""Shapes taken from the classes of Grafana's own SDK: which keys, which types, which values.

The SDK decodes leniently (it drops unknown keys and lets any value pass), so decoding proves
little. Its classes are exact, though: an attribute carries its type, and `to_json` tells its key.
"""

import enum
import typing
from functools import cache

from grafana_foundation_sdk.cog import plugins, runtime
from grafana_foundation_sdk.models import dashboard, expr

from judging.shapes import By
from tables.newer_grafana import NEWER_KEYS

plugins.register_default_plugins()

# The SDK registers Pyroscope under a name that is not the plugin's id.
_QUERY_NAMES = {"grafana-pyroscope-datasource": "grafanapyroscope"}

_EXPRESSIONS = {
    "math": expr.TypeMath,
    "reduce": expr.TypeReduce,
    "resample": expr.TypeResample,
    "classic_conditions": expr.TypeClassicConditions,
    "threshold": expr.TypeThreshold,
    "sql": expr.TypeSql,
}


def dashboard_shape():
    return class_shape(dashboard.Dashboard)


def query_shape(datasource_type: str):
    """The shape of a query, or None if the SDK does not know the datasource."""
    if datasource_type == "__expr__":
        return By(lambda model: class_shape(_EXPRESSIONS.get(model.get("type"), expr.TypeMath)))
    config = runtime.Runtime().dataquery_variants.get(sdk_query_name(datasource_type))
    return class_shape(config.from_json_hook.__self__) if config else None


def sdk_query_name(datasource_type: str) -> str:
    return _QUERY_NAMES.get(datasource_type, datasource_type)


@cache
def class_shape(cls: type) -> dict:
    """Keys and types of one SDK class."""
    types = typing.get_type_hints(cls)
    instance = cls()
    for attribute in types:
        setattr(instance, attribute, _Marker(attribute))
    keys = {
        key: marker.attribute
        for key, marker in instance.to_json().items()
        if isinstance(marker, _Marker)
    }
    shape = {key: _shape(types[attribute]) for key, attribute in keys.items()}
    name = f"{cls.__module__.rsplit('.', 1)[-1]}.{cls.__name__}"
    return {**shape, **NEWER_KEYS.get(name, {})}


class _Marker:
    def __init__(self, attribute: str) -> None:
        self.attribute = attribute


def _shape(annotation):
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if annotation is type(None):
        return "null"
    if origin is typing.Union or type(annotation).__name__ == "UnionType":
        return tuple(_shape(argument) for argument in arguments)
    if origin is typing.Literal:
        return set(arguments)
    if origin is list:
        return [_shape(arguments[0])]
    if origin is dict:
        return {"*": _shape(arguments[1])}
    simple = {str: "text", bool: "bool", int: "int", float: "number"}
    if annotation in simple:
        return simple[annotation]
    if isinstance(annotation, type) and issubclass(annotation, enum.Enum):
        return {member.value for member in annotation}
    if annotation is dashboard.Panel:
        return By(_panel_shape)
    if isinstance(annotation, type) and hasattr(annotation, "from_json"):
        return By(lambda _: class_shape(annotation))
    return "any"


def _panel_shape(panel) -> dict:
    kind = panel.get("type", "") if isinstance(panel, dict) else ""
    if kind == "row":
        return class_shape(dashboard.RowPanel)
    shape = dict(class_shape(dashboard.Panel))
    config = runtime.panelcfg_config(kind)
    custom = "any"
    if config and config.options_from_json_hook:
        shape["options"] = class_shape(config.options_from_json_hook.__self__)
    if config and config.field_config_from_json_hook:
        custom = class_shape(config.field_config_from_json_hook.__self__)
    fields = {**class_shape(dashboard.FieldConfig), "custom": custom}
    shape["fieldConfig"] = {
        "defaults": fields,
        "overrides": [{
            "matcher": class_shape(dashboard.MatcherConfig),
            "properties": [By(lambda property_: _property_shape(property_, fields))],
        }],
    }
    default = (panel.get("datasource") or {}).get("type", "")
    shape["targets"] = [By(lambda target: _target_shape(target, default))]
    return shape


def _target_shape(target, default: str):
    source = (target.get("datasource") or {}).get("type") or default
    return query_shape(source) or "map"


def _property_shape(override, fields: dict) -> dict:
    """`custom.lineWidth` is overridden by what `custom.lineWidth` may hold."""
    found = fields
    for key in str(override.get("id", "")).split("."):
        while isinstance(found, (By, tuple)):
            found = found.choose(None) if isinstance(found, By) else _mapping_among(found)
        if found == "any":
            break
        if not isinstance(found, dict) or key not in found:
            return {"id": lambda _: f"no field option is named {override.get('id')!r}", "*": "any"}
        found = found[key]
    return {"id!": "text", "value": found}


def _mapping_among(shapes: tuple):
    for shape in shapes:
        if isinstance(shape, (dict, By)):
            return shape
    return "any"
