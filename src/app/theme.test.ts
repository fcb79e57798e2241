import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync(new URL('theme.css', import.meta.url), 'utf8');

const declarations = (selector: string): string[] => {
  const start = css.indexOf('{', css.indexOf(selector)) + 1;
  return css
    .slice(start, css.indexOf('}', start))
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
};

const luminance = (hex: string): number => {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

const contrast = (a: string, b: string): number => {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
};

const light = declarations(':root {');
const dark = declarations(":root[data-theme='dark']");

test('the dark theme is the same with and without a script', () => {
  expect(declarations(":root:not([data-theme='light'])")).toEqual(dark);
});

test.each([
  ['light', light],
  ['dark', dark],
])('text of the %s theme has a contrast of 4.5 on every paper it stands on', (_, lines) => {
  const colour = (name: string) => /#\w{6}/.exec(lines.find((line) => line.startsWith(`--${name}:`)) ?? '')?.[0] ?? '';
  for (const ink of ['ink', 'ink-2', 'ink-3', 'accent', 'error', 'warning'])
    for (const paper of ['paper', 'panel', 'sunken'])
      expect(contrast(colour(ink), colour(paper)), `${ink} on ${paper}`).toBeGreaterThanOrEqual(4.5);
  expect(contrast(colour('on-accent'), colour('accent'))).toBeGreaterThanOrEqual(4.5);
  expect(contrast(colour('accent'), colour('accent-soft'))).toBeGreaterThanOrEqual(4.5);
  expect(contrast(colour('error'), colour('error-soft'))).toBeGreaterThanOrEqual(4.5);
  expect(contrast(colour('warning'), colour('warning-soft'))).toBeGreaterThanOrEqual(4.5);
});
