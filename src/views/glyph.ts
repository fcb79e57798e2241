/** A shape beside the colour, so that clusters differ without colour too. Eight colours and seven shapes: 56 pairs before one repeats. */
import { symbol, symbolCircle, symbolCross, symbolDiamond, symbolSquare, symbolStar, symbolTriangle, symbolWye } from 'd3';

const shapes = [symbolCircle, symbolSquare, symbolTriangle, symbolDiamond, symbolCross, symbolStar, symbolWye];

/** SVG path of the glyph of cluster `index`, centred at 0, of `area` square pixels. */
export function glyphPath(index: number, area: number): string {
  return symbol(shapes[index % shapes.length]!, area)() ?? '';
}
