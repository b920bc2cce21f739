"""Marks texts in tables for translation, where `tr` cannot be called yet."""


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802, ARG001 - lupdate finds texts by this name
    """The text as it is. Qt's own does the same, but is typed as returning any object."""
    return text
