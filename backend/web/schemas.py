"""The shapes of bodies and answers in the interface's description.

They are msgspec's own and not the framework's, which takes `tuple[X, ...]` for a choice between X
and anything, exact decimals for texts, and does not say that unknown fields are refused.
"""

import inspect
import re
from collections.abc import Iterable
from types import NoneType, UnionType
from typing import Any, Final, Union, get_args, get_origin

import msgspec
from litestar import Response
from litestar.handlers import HTTPRouteHandler

REF: Final = "#/components/schemas/{name}"

# What a format is written like.
_EXAMPLES: Final = {"uuid": "019b3c5e-7a40-7c1d-9f52-3d8e6a4b2c10", "date": "2027-02-20"}
_ATTRIBUTES: Final = re.compile(r"\n\s*Attributes:\n")
_ATTRIBUTE: Final = re.compile(r"^    (\w+): (.+(?:\n {5,}.+)*)", re.MULTILINE)


def body_type(handler: HTTPRouteHandler) -> object:
    """What a handler takes; None if it takes no body."""
    field = handler.parsed_fn_signature.parameters.get("data")
    return field.annotation if field else None


def answer_type(handler: HTTPRouteHandler) -> object:
    """What a handler answers; None for nothing, or for bytes of its own."""
    annotation = handler.parsed_fn_signature.return_type.raw
    if inspect.isclass(get_origin(annotation)) and issubclass(get_origin(annotation), Response):
        (annotation,) = get_args(annotation)
    if get_origin(annotation) in {Union, UnionType}:
        # A conditional read that answers 304 has no content then.
        parts = [part for part in get_args(annotation) if part is not NoneType]
        annotation = Union[tuple(parts)]  # noqa: UP007 - made of parts
    is_plain = annotation in {None, NoneType, bytes, Any} or annotation is Response
    return None if is_plain else annotation


def schemas_of(types: Iterable[object]) -> tuple[dict[object, dict[str, Any]], dict[str, Any]]:
    """The schema of each type, and the components that they refer to.

    Args:
        types: of bodies and answers.
    """
    wanted = list(dict.fromkeys(types))
    found, components = msgspec.json.schema_components(
        wanted, schema_hook=_anything, ref_template=REF
    )
    for schema in components.values():
        _describe(schema)
    plain: dict[str, Any] = _with_numbers(components)
    schemas = [_with_numbers(schema) for schema in found]
    return dict(zip(wanted, schemas, strict=True)), plain


def example_of(schema: dict[str, Any], components: dict[str, Any]) -> Any:  # noqa: ANN401 - JSON
    """A body as a caller would send it: fields with the examples that they give, others left out.

    Args:
        schema: of the body.
        components: what it may refer to.

    Returns:
        UNSET where a field that must be there gives no example.
    """
    if "$ref" in schema:
        schema = components[schema["$ref"].rpartition("/")[2]]
    if "examples" in schema or "enum" in schema:
        return [*schema.get("examples", ()), *schema.get("enum", ())][0]
    if schema.get("default") is not None:
        return schema["default"]
    if "anyOf" in schema:
        # What may be null is left out, unless its own type has an example.
        plain = (each for each in schema["anyOf"] if "$ref" not in each)
        found = (example_of(each, components) for each in plain)
        return next((each for each in found if each is not msgspec.UNSET), msgspec.UNSET)
    if schema.get("type") == "array" and "items" in schema:
        item = example_of(schema["items"], components)
        return msgspec.UNSET if item is msgspec.UNSET else [item]
    if "properties" in schema:
        return _example_of_object(schema, components)
    return _EXAMPLES.get(schema.get("format", ""), msgspec.UNSET)


def _example_of_object(schema: dict[str, Any], components: dict[str, Any]) -> Any:  # noqa: ANN401 - JSON
    found = {name: example_of(each, components) for name, each in schema["properties"].items()}
    if any(found[name] is msgspec.UNSET for name in schema.get("required", ())):
        return msgspec.UNSET
    return {name: each for name, each in found.items() if each is not msgspec.UNSET}


def without_refs(schema: Any, components: dict[str, Any]) -> Any:  # noqa: ANN401 - any part of one
    """A parameter's schema, with what it refers to in its place; parameters are never nested.

    Args:
        schema: the framework's.
        components: the framework's, too.
    """
    if isinstance(schema, dict):
        if "$ref" in schema:
            return components[schema["$ref"].rpartition("/")[2]]
        return {key: without_refs(value, components) for key, value in schema.items()}
    if isinstance(schema, list):
        return [without_refs(each, components) for each in schema]
    return schema


def _anything(kind: type) -> dict[str, Any]:
    """The schema of what a struct leaves open."""
    if kind is not object:
        raise NotImplementedError
    return {"description": "Any JSON value."}


def _describe(schema: dict[str, Any]) -> None:
    """Give a struct's docstring to the struct, and its `Attributes` to the fields."""
    if "description" not in schema:
        return
    text, *attributes = _ATTRIBUTES.split(inspect.cleandoc(schema["description"]), maxsplit=1)
    schema["description"] = text.strip()
    for name, words in _ATTRIBUTE.findall(attributes[0]) if attributes else ():
        if name in schema.get("properties", {}):
            _describe_field(schema["properties"][name], words)


def _describe_field(field: dict[str, Any], words: str) -> None:
    # Beside `$ref`, too: OpenAPI 3.1 allows it.
    field.setdefault("description", " ".join(words.split()))


def _with_numbers(schema: Any) -> Any:  # noqa: ANN401 - any part of a schema
    """A schema whose exact decimals are JSON numbers, as they are on the wire."""
    if isinstance(schema, dict):
        if schema.get("format") == "decimal":
            kept = {key: value for key, value in schema.items() if key not in {"type", "format"}}
            return {**kept, "type": "number"}
        return {key: _with_numbers(value) for key, value in schema.items()}
    if isinstance(schema, list):
        return [_with_numbers(each) for each in schema]
    return schema
