"""How a time grows with the number of claims, as an SVG: both axes by powers of ten, a straight line beside it."""

from __future__ import annotations

import math
from collections.abc import Sequence

_WIDTH, _HEIGHT, _LEFT, _TOP, _RIGHT, _BOTTOM = 560, 360, 64, 24, 24, 48


def draw_growth(points: Sequence[tuple[int, float]]) -> str:
    """Claims and seconds as points joined by a line; dashed what growth in proportion from the first point would be."""
    left, right = math.floor(math.log10(points[0][0])), math.ceil(math.log10(points[-1][0]))
    seconds = [value for _, value in points] + [points[0][1] * points[-1][0] / points[0][0]]
    low, high = math.floor(math.log10(min(seconds))), math.ceil(math.log10(max(seconds)))

    def place(claims: float, value: float) -> tuple[float, float]:
        across = (math.log10(claims) - left) / max(right - left, 1)
        up = (math.log10(value) - low) / max(high - low, 1)
        return _LEFT + across * (_WIDTH - _LEFT - _RIGHT), _HEIGHT - _BOTTOM - up * (_HEIGHT - _TOP - _BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif"',
        ' font-size="12">',
        "<title>Seconds to reconcile, by claims</title>",
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
    ]
    for power in range(left, right + 1):
        x, y = place(10**power, 10**low)
        parts.append(f'<line x1="{x:.1f}" y1="{_TOP}" x2="{x:.1f}" y2="{y:.1f}" stroke="#ddd"/>')
        parts.append(f'<text x="{x:.1f}" y="{y + 18:.1f}" text-anchor="middle">{10**power:,}</text>')
    for power in range(low, high + 1):
        x, y = place(10**left, 10**power)
        parts.append(f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{_WIDTH - _RIGHT}" y2="{y:.1f}" stroke="#ddd"/>')
        parts.append(f'<text x="{x - 8:.1f}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g} s</text>')
    (x1, y1), (x2, y2) = place(*points[0]), place(points[-1][0], seconds[-1])
    parts.append(
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="#888" stroke-dasharray="5 4"/>'
    )
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in (place(*point) for point in points))
    parts.append(f'<polyline points="{line}" fill="none" stroke="#0b5394" stroke-width="2"/>')
    for claims, value in points:
        x, y = place(claims, value)
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#0b5394"/>')
        parts.append(f'<text x="{x - 8:.1f}" y="{y - 8:.1f}" text-anchor="end">{value:,.0f} s</text>')
    parts.append(f'<text x="{_WIDTH / 2}" y="{_HEIGHT - 8}" text-anchor="middle">claims (dashed: in proportion)</text>')
    return "\n".join([*parts, "</svg>\n"])
