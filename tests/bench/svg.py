"""A sober chart as SVG: axes, units, a legend, colours that follow the reader's light or dark; no script."""

import math
from dataclasses import dataclass
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 720, 420
LEFT, RIGHT, TOP, BOTTOM = 72, 40, 106, 52
STYLE = """
svg { --ink: #1a1a1a; --line: #c8c8c8; --paper: #ffffff; --a: #0b5cad; --b: #a63d00; --c: #2b6e34; color-scheme: light dark }
@media (prefers-color-scheme: dark) {
  svg { --ink: #ececec; --line: #4a4a4a; --paper: #16181b; --a: #6db3ff; --b: #ff9d66; --c: #7fd08a } }
text { font: 13px system-ui, sans-serif; fill: var(--ink) } .title { font-size: 16px; font-weight: 600 }
.paper { fill: var(--paper) } .grid { stroke: var(--line) } .axis { stroke: var(--ink) }
.a { --own: var(--a) } .b { --own: var(--b) } .c { --own: var(--c) }
.line { stroke: var(--own); stroke-width: 2; fill: none } .faint { stroke-dasharray: 5 4 }
.over { paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round }
.dot, .bar { fill: var(--own) } .goal { stroke: var(--ink); stroke-dasharray: 2 3 }"""


@dataclass
class Series:
    name: str
    points: list  # of (x, y)
    colour: str   # "a", "b" or "c"
    is_faint: bool = False


def number(value):
    return f"{value:,.0f}" if value >= 10 or value == int(value) else f"{value:g}"


def whole(title, summary, inside, height=HEIGHT):
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
            f'aria-labelledby="t d"><title id="t">{escape(title)}</title><desc id="d">{escape(summary)}</desc>'
            f'<style>{STYLE}</style>\n<rect class="paper" width="{WIDTH}" height="{height}"/>\n'
            f'<text class="title" x="16" y="26">{escape(title)}</text>\n' + "\n".join(inside) + "\n</svg>\n")


def decades(values):
    low, high = min(values), max(values)
    first, last = math.floor(math.log10(low) + 1e-9), math.ceil(math.log10(high) - 1e-9)
    return [10.0 ** power for power in range(first, max(last, first + 1) + 1)]


def text(x, y, words, anchor="start", kind=""):
    """`kind`: "over" for words that may stand over a line."""
    kind = f' class="{kind}"' if kind else ""
    return f'<text{kind} x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}">{escape(words)}</text>'


def line(kind, x1, y1, x2, y2):
    return f'<line class="{kind}" x1="{x1:.0f}" y1="{y1:.0f}" x2="{x2:.0f}" y2="{y2:.0f}"/>'


def legend(series):
    out, x, y = [], 16, 46
    for one in series:
        style = f"line {one.colour}{' faint' if one.is_faint else ''}"
        width = 48 + 7.5 * len(one.name)
        if x + width > WIDTH:
            x, y = 16, y + 20
        out += [line(style, x, y, x + 24, y), text(x + 30, y + 4, one.name)]
        x += width
    return out


def lines(title, summary, x_name, y_name, series, goal=None):
    """Both axes count in powers of ten. `goal`: (height, its name), drawn across."""
    xs = decades([x for one in series for x, _ in one.points])
    ys = decades([y for one in series for _, y in one.points] + ([goal[0]] if goal else []))
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM
    at_x = lambda x: LEFT + (right - LEFT) * math.log(x / xs[0]) / math.log(xs[-1] / xs[0])  # noqa: E731
    at_y = lambda y: bottom - (bottom - TOP) * math.log(y / ys[0]) / math.log(ys[-1] / ys[0])  # noqa: E731
    out = legend(series)
    for y in ys:
        out += [line("grid", LEFT, at_y(y), right, at_y(y)), text(LEFT - 8, at_y(y) + 4, number(y), "end")]
    for x in xs:
        out += [line("axis", at_x(x), bottom, at_x(x), bottom + 5), text(at_x(x), bottom + 20, number(x), "middle")]
    out += [line("axis", LEFT, bottom, right, bottom), line("axis", LEFT, TOP, LEFT, bottom), text((LEFT + right) / 2, HEIGHT - 8, x_name, "middle"),
            text(16, TOP - 10, y_name)]
    if goal:
        out.append(line("goal", LEFT, at_y(goal[0]), right, at_y(goal[0])))
    for one in series:
        spots = [(at_x(x), at_y(y)) for x, y in one.points]
        way = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
        out.append(f'<polyline class="line {one.colour}{" faint" if one.is_faint else ""}" points="{way}"/>')
        out += [f'<circle class="dot {one.colour}" cx="{x:.1f}" cy="{y:.1f}" r="3.5"/>' for x, y in spots]
    if goal:
        out.append(text(LEFT + 12, at_y(goal[0]) + 15, goal[1], "start", "over"))
    return whole(title, summary, out)


def bars(title, summary, unit, rows):
    """`rows`: (name, value, its words). Lengths are logarithms about one, where the goal stands."""
    step, names = 26, 400
    bottom = 62 + step * len(rows) + 4
    height = bottom + 30
    most = max(max(value, 1 / value) for _, value, _ in rows)
    most = 2.0 if most <= 2 else 10.0 ** math.ceil(math.log10(most) - 1e-9)
    middle, reach = names + (WIDTH - names - 16) / 2, (WIDTH - names - 16) / 2 - 62
    out = [text(16, 46, unit)]
    for at, (name, value, words) in enumerate(rows):
        y = 62 + step * at
        end = middle + reach * math.log(value) / math.log(most)
        colour = "c" if value >= 1 else "b"
        out += [text(names - 8, y + 14, name, "end"),
                f'<rect class="bar {colour}" x="{min(middle, end):.1f}" y="{y}" width="{max(abs(end - middle), 1):.1f}" height="18"/>',
                text(end + (6 if value >= 1 else -6), y + 14, words, "start" if value >= 1 else "end")]
    out += [line("goal", middle, 56, middle, bottom), line("axis", middle - reach, bottom, middle + reach, bottom)]
    for x, words in ((middle - reach, f"{number(most)} times off"), (middle, "target"), (middle + reach, f"{number(most)} times within")):
        out += [line("axis", x, bottom, x, bottom + 5), text(x, bottom + 20, words, "middle")]
    return whole(title, summary, out, height)
