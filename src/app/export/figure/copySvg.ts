/** Copies an SVG of the page as markup that needs none of the page's style sheets. */
import { escaped, tag, type Box } from './parts';

/** Properties that a child has of its parent, and what they are where nobody says. */
const inherited: Readonly<Record<string, string>> = {
  fill: 'rgb(0, 0, 0)',
  'fill-opacity': '1',
  'fill-rule': 'nonzero',
  stroke: 'none',
  'stroke-width': '1px',
  'stroke-dasharray': 'none',
  'stroke-dashoffset': '0px',
  'stroke-opacity': '1',
  'stroke-linejoin': 'miter',
  'stroke-linecap': 'butt',
  'font-family': '',
  'font-size': '',
  'font-weight': '400',
  'font-style': 'normal',
  'letter-spacing': 'normal',
  'text-anchor': 'start',
  'dominant-baseline': 'auto',
  'paint-order': 'normal',
  'shape-rendering': 'auto',
  visibility: 'visible',
};
const own: Readonly<Record<string, string>> = { opacity: '1', 'vector-effect': 'none', 'stop-color': 'rgb(0, 0, 0)', 'stop-opacity': '1' };
/** Properties that SVG has no attributes for. */
const styles: Readonly<Record<string, string>> = { 'mix-blend-mode': 'normal', 'font-variant-numeric': 'normal' };

const kept = new Set(
  'd x y x1 y1 x2 y2 cx cy r rx ry fx fy dx dy width height points transform viewBox preserveAspectRatio offset gradientUnits gradientTransform patternUnits patternTransform pathLength'.split(
    ' ',
  ),
);
/** Not drawn. */
const silent = new Set(['title', 'desc', 'metadata', 'script', 'style', 'foreignObject']);

let copies = 0;

/** @param box where it lies in the figure. */
export function copySvg(svg: SVGSVGElement, box: Box, opacity = 1): string {
  const prefix = `c${++copies}-`;
  const style = getComputedStyle(svg);
  const content = childrenOf(svg, {}, prefix);
  if (!content) return '';
  return tag(
    'svg',
    {
      x: box.x,
      y: box.y,
      width: box.width,
      height: box.height,
      viewBox: svg.getAttribute('viewBox'),
      preserveAspectRatio: svg.getAttribute('preserveAspectRatio'),
      overflow: style.overflow === 'visible' ? 'visible' : 'hidden',
      opacity: opacity === 1 ? null : opacity,
      style: style.mixBlendMode === 'normal' ? null : `mix-blend-mode:${style.mixBlendMode}`,
    },
    content,
  );
}

type Known = Readonly<Record<string, string>>;

function childrenOf(element: Element, known: Known, prefix: string): string {
  let content = '';
  for (const child of element.childNodes)
    content += child instanceof Text ? escaped(child.data) : child instanceof SVGElement ? copyOf(child, known, prefix) : '';
  return content;
}

function copyOf(element: SVGElement, known: Known, prefix: string): string {
  if (silent.has(element.localName)) return '';
  const style = getComputedStyle(element);
  if (style.display === 'none' || style.opacity === '0') return '';
  const attributes: Record<string, string> = {};
  for (const { name, value } of element.attributes) if (kept.has(name)) attributes[name] = value;
  if (element.id) attributes['id'] = prefix + element.id;
  const link = element.getAttribute('href');
  if (link?.startsWith('#')) attributes['href'] = `#${prefix}${link.slice(1)}`;
  else if (link?.startsWith('data:image/')) attributes['href'] = link;
  const now: Record<string, string> = {};
  const write = (property: string, before: string) => {
    const value = style.getPropertyValue(property);
    if (value !== before) attributes[property] = value.replaceAll(/url\(["']?#([^"')]*)["']?\)/g, `url(#${prefix}$1)`);
    return value;
  };
  for (const [property, initial] of Object.entries(inherited)) now[property] = write(property, known[property] ?? initial);
  for (const [property, initial] of Object.entries(own)) write(property, initial);
  const further = Object.entries(styles).flatMap(([property, initial]) => {
    const value = style.getPropertyValue(property);
    return value === initial ? [] : [`${property}:${value}`];
  });
  if (further.length > 0) attributes['style'] = further.join(';');
  return tag(element.localName, attributes, childrenOf(element, now, prefix));
}
