/** Lays a figure out: its title, one line of settings, the view, and the legend. */
import { glyphPath } from '../../../views/glyph';
import { clusterColor } from '../../../views/chart/palette';
import type { ThemeColors } from '../../../views/chart/theme';
import type { Caption, ClusterEntry } from './caption';
import { flowed, wrapped } from './layout';
import { escaped, short, tag, type Box, type Part } from './parts';
import { signHeight, signWidth, type LegendEntry, type ViewReading } from './readView';

export interface Figure {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly paper: string;
  /** In the order in which they are drawn. */
  readonly parts: readonly Part[];
}

export interface Looks extends Pick<ThemeColors, 'paper' | 'ink' | 'ink2'> {
  /** CSS font families of the page. */
  readonly font: string;
}

const margin = 20;
const least = 340;
const titled = { size: 17, line: 24, weight: 600 };
const small = { size: 13, line: 19, weight: 400 };
const gap = 12;
/** Between an entry's sign and its words, and between two entries. */
const beside = 6;
const apart = 18;

const pen = new OffscreenCanvas(1, 1).getContext('2d')!;

interface Type {
  readonly size: number;
  readonly line: number;
  readonly weight: number;
}

const widthOf = (text: string, { size, weight }: Type, font: string): number => {
  pen.font = `${weight} ${size}px ${font}`;
  return pen.measureText(text).width;
};

const glyph = (index: number, stroke: string): string =>
  tag('path', {
    d: glyphPath(index, 70),
    transform: `translate(${signWidth / 2} ${signHeight / 2})`,
    fill: clusterColor(index),
    stroke,
    'stroke-width': 0.75,
  });

/** What is drawn before the name of a cluster: a glyph, a ring as that of an emergent memory on the map, or nothing. */
function signOf({ index, emergent }: ClusterEntry, { ink2, paper }: Looks): string {
  if (index === null) return '';
  if (!emergent) return glyph(index, ink2);
  return tag('circle', {
    cx: signWidth / 2,
    cy: signHeight / 2,
    r: 4,
    fill: paper,
    stroke: clusterColor(index),
    'stroke-width': 2,
  });
}

/** @param withLegend a film has none, for each of its frames would repeat it. */
export function composed(reading: ViewReading, { title, settings, clusters }: Caption, looks: Looks, withLegend = true): Figure {
  const { box } = reading;
  const room = Math.max(box.width, least);
  const { font } = looks;
  const written: string[] = [];
  let y = margin;
  const write = (text: string, type: Type, colour: string) => {
    for (const line of wrapped(text, room, (words) => widthOf(words, type, font))) {
      written.push(words(line, margin, y + type.line / 2, type, colour, font));
      y += type.line;
    }
  };
  write(title, titled, looks.ink);
  write(settings, small, looks.ink2);
  y += gap;
  const at: Box = { ...box, x: margin, y };
  y += box.height;
  const entries: LegendEntry[] = withLegend
    ? [...reading.legend, ...(reading.clusters ? clusters.map((entry) => ({ sign: signOf(entry, looks), text: entry.text })) : [])]
    : [];
  if (entries.length > 0) {
    y += gap;
    const wide = (text: string) => widthOf(text, small, font);
    // An entry that is longer than a row has several lines of its own.
    const lines = entries.map(({ sign, text }) => wrapped(text, room - (sign ? signWidth + beside : 0), wide));
    const widths = entries.map(({ sign }, i) => (sign ? signWidth + beside : 0) + Math.max(0, ...lines[i]!.map(wide)));
    const places = flowed(widths, room, apart);
    const rows = places.length === 0 ? 0 : places.at(-1)!.row + 1;
    const tall = Array.from({ length: rows }, (_, row) =>
      Math.max(1, ...lines.filter((_line, i) => places[i]!.row === row).map(({ length }) => length)),
    );
    entries.forEach(({ sign }, i) => {
      const { x, row } = places[i]!;
      const top = y + small.line * tall.slice(0, row).reduce((a, b) => a + b, 0);
      if (sign) written.push(tag('g', { transform: `translate(${margin + x} ${top + (small.line - signHeight) / 2})` }, sign));
      lines[i]!.forEach((line, of) => {
        const left = margin + x + (sign ? signWidth + beside : 0);
        written.push(words(line, left, top + (of + 0.5) * small.line, small, looks.ink2, font));
      });
    });
    y += small.line * tall.reduce((a, b) => a + b, 0);
  }
  const [width, height] = [Math.ceil(room + 2 * margin), Math.ceil(y + margin)];
  const caption: Part = { kind: 'markup', markup: written.join('\n'), box: { x: 0, y: 0, width, height } };
  return { width, height, title, paper: looks.paper, parts: [caption, ...reading.parts.map((part) => placed(part, at))] };
}

/** A line of text whose middle is at y. */
const words = (text: string, x: number, y: number, { size, weight }: Type, colour: string, font: string): string =>
  tag(
    'text',
    { x, y: y + 0.35 * size, fill: colour, 'font-family': font, 'font-size': size, 'font-weight': weight === 400 ? null : weight },
    escaped(text),
  );

/** A part of the view where the view lies in the figure. */
function placed(part: Part, at: Box): Part {
  const move = (box: Box): Box => ({ ...box, x: box.x + at.x, y: box.y + at.y });
  if (part.kind === 'markup') {
    const { x, y } = at;
    return {
      ...part,
      box: move(part.box),
      markup: part.markup && tag('g', { transform: `translate(${short(x)} ${short(y)})` }, part.markup),
    };
  }
  return { ...part, box: move(part.box), clip: move(part.clip) };
}
