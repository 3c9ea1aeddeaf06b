"""Pictures that we draw as SVG, written as SVG or as PNG."""

from __future__ import annotations

from pathlib import Path

from pipelines.errors import UsageError

DOTS_PER_INCH = 144.0
POINTS_PER_PIXEL = 0.75


def write_picture(drawing: str, width: int, out: Path) -> None:
    """Write a drawing; the ending of the file's name says which kind.

    Args:
        drawing: An SVG document.
        width: Of the drawing, in pixels.
        out: `.svg` or `.png`.

    Raises:
        UsageError: Another ending.
    """
    if out.suffix == ".svg":
        out.write_text(drawing, encoding="utf-8")
    elif out.suffix == ".png":
        out.write_bytes(_png(drawing, width))
    else:
        raise UsageError(f"{out.name} is no picture.", remedy="End its name with .svg or .png.")


def _png(drawing: str, width: int) -> bytes:
    # Imported here: only pictures as PNG need the typesetter.
    import typst

    quoted = drawing.replace("\\", "\\\\").replace('"', '\\"')
    page = (
        "#set page(width: auto, height: auto, margin: 0pt)\n"
        f'#image(bytes("{quoted}"), format: "svg", width: {width * POINTS_PER_PIXEL}pt)\n'
    )
    picture: bytes = typst.compile(page.encode(), format="png", ppi=DOTS_PER_INCH)
    return picture
