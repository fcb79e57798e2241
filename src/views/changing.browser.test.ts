import { select } from 'd3';
import { expect, test } from 'vitest';
import { changing } from './changing';

/** An observer sees the changes that the browser lays out and paints anew. */
test('writes what differs, and nothing else', () => {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const observer = new MutationObserver(() => {});
  observer.observe(svg, { attributes: true, childList: true, characterData: true, subtree: true });
  const draw = (names: string[], x: number | null) => {
    const texts = select(svg).selectAll<SVGTextElement, string>('text').data(names).join('text');
    changing(texts)
      .attr('x', x)
      .attr('y', (_, i) => 10 * i)
      .text((name) => name);
    return observer.takeRecords().length;
  };
  expect(draw(['a', 'b'], 3)).toBeGreaterThan(0);
  expect(svg.innerHTML).toBe('<text x="3" y="0">a</text><text x="3" y="10">b</text>');
  expect(draw(['a', 'b'], 3)).toBe(0);
  expect(draw(['a', 'c'], 3)).toBe(1);
  expect(draw(['a', 'c'], null)).toBe(2);
  expect(draw(['a', 'c'], null)).toBe(0);
  expect(svg.innerHTML).toBe('<text y="0">a</text><text y="10">c</text>');
});
