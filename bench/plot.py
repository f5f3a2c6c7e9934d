"""The plot of `make bench` as SVG: lines of time a report against reports, and bars of the steps' shares. No library, no script in it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 860, 340
LEFT, TOP, SIDE, DEEP = 60, 50, 300, 220
"""Where the first panel begins, and its width and height."""
BARS = 560
"""Where the bars of the second panel begin."""
COLOURS = ("#1f6fb2", "#c2571a", "#4b7f3a")
Points = Mapping[str, Sequence[tuple[int, float]]]
"""Name of a line -> (reports, milliseconds a report)."""


def picture(lines: Points, shares: Mapping[str, float]) -> str:
    """Both panels."""
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" font-family="sans-serif" font-size="12">',
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
            *_lines(lines),
            *_bars(shares),
            "</svg>",
            "",
        ]
    )


def _lines(lines: Points) -> Iterator[str]:
    yield _text(LEFT, TOP - 24, "Milliseconds a report, start-up left out", bold=True)
    sizes = sorted({n for points in lines.values() for n, _ in points})
    top = _rounded(max(ms for points in lines.values() for _, ms in points))
    low, high = math.log10(sizes[0]), math.log10(sizes[-1])

    def place(n: int, ms: float) -> tuple[float, float]:
        return LEFT + (math.log10(n) - low) / ((high - low) or 1) * SIDE, TOP + DEEP * (1 - ms / top)

    for k in range(5):
        _, y = place(sizes[0], top * k / 4)
        yield f'<path d="M{LEFT} {y:.1f}h{SIDE}" stroke="#d8d8d8"/>' + _text(LEFT - 8, y + 4, f"{top * k / 4:g}", "end")
    for n in sizes:
        x, _ = place(n, 0)
        yield _text(x, TOP + DEEP + 18, f"{n:,}", "middle")
    yield _text(LEFT + SIDE / 2, TOP + DEEP + 38, "reports", "middle")
    for k, (name, points) in enumerate(lines.items()):
        colour = COLOURS[k % len(COLOURS)]
        at = [place(n, ms) for n, ms in points]
        yield f'<polyline points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in at)}" fill="none" stroke="{colour}" stroke-width="2"/>'
        yield from (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in at)
        yield _text(LEFT + 12, TOP + DEEP - 12 - 16 * k, name, colour=colour)


def _bars(shares: Mapping[str, float]) -> Iterator[str]:
    yield _text(BARS, TOP - 24, "Shares of the reading", bold=True)
    whole = sum(shares.values())
    high = max(shares.values()) / whole
    step = DEEP / max(1, len(shares))
    for k, (name, seconds) in enumerate(shares.items()):
        share, y = seconds / whole, TOP + k * step
        width = share / high * (WIDTH - BARS - 60)
        yield _text(BARS - 8, y + step / 2 + 4, name, "end")
        yield f'<rect x="{BARS}" y="{y + 2:.1f}" width="{width:.1f}" height="{step - 4:.1f}" fill="{COLOURS[0]}"/>'
        yield _text(BARS + width + 6, y + step / 2 + 4, f"{share:.1%}")


def _rounded(value: float) -> float:
    """The next round number from `value` on."""
    unit = 10 ** math.floor(math.log10(value))
    return float(next(k * unit for k in (1, 2, 4, 5, 8, 10) if k * unit >= value))


def _text(x: float, y: float, words: str, anchor: str = "start", bold: bool = False, colour: str = "#222222") -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}"{weight}>{escape(words)}</text>'
