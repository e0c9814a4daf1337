#!/usr/bin/env python3
"""Renders the output of a program as an SVG for light and dark pages: terminal.py TITLE < OUTPUT > PICTURE.svg"""

import html
import sys

WIDTH, LINE, MARGIN, TOP = 8.0, 18, 16, 40

STYLE = """
  text { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #1f2328; white-space: pre }
  .window { fill: #f6f8fa; stroke: #d1d9e0 } .bar { fill: #e7ebef } .title { fill: #59636e } .head { fill: #0550ae; font-weight: 600 }
  .note { fill: #59636e }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 } .window { fill: #0d1117; stroke: #3d444d } .bar { fill: #21262d } .title, .note { fill: #9198a1 }
    .head { fill: #79c0ff }
  }
"""


def kind(line):
    if line and not line.startswith(" "):
        return ' class="head"'
    return ' class="note"' if line.strip() == "…" else ""


def main(title):
    lines = [line.rstrip() for line in sys.stdin]
    width = max(len(line) for line in lines + [title]) * WIDTH + 2 * MARGIN
    height = len(lines) * LINE + TOP + MARGIN
    print(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" role="img" aria-label="{html.escape(title)}">')
    print(f"<style>{STYLE}</style>")
    print(f'<rect class="window" x="0.5" y="0.5" width="{width - 1:.0f}" height="{height - 1}" rx="8"/>')
    print(f'<path class="bar" d="M1 28 V9 a8 8 0 0 1 8 -8 H{width - 9:.0f} a8 8 0 0 1 8 8 V28 Z"/>')
    print(f'<text class="title" x="{MARGIN}" y="19">{html.escape(title)}</text>')
    for number, line in enumerate(lines):
        if line:
            print(f'<text{kind(line)} x="{MARGIN}" y="{TOP + number * LINE + 8}" xml:space="preserve">{html.escape(line)}</text>')
    print("</svg>")


if __name__ == "__main__":
    main(sys.argv[1])
