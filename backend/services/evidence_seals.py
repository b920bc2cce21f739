"""What a file of evidence, and its name, are bound to when they are sealed."""


def name_row(evidence: str) -> str:
    """Of the file's name, in its row."""
    return f"evidence|{evidence}|name"


def content_row(evidence: str) -> str:
    """Of the file itself, in the folder."""
    return f"evidence|{evidence}|content"
