const directions: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Pixels to the right and down that an arrow key moves what has the focus: 3, with Shift 30; null for another key. */
export function arrowStep({ key, shiftKey, altKey, ctrlKey, metaKey }: KeyboardEvent): [number, number] | null {
  const direction = directions[key];
  if (!direction || altKey || ctrlKey || metaKey) return null;
  const pixels = shiftKey ? 30 : 3;
  return [direction[0] * pixels, direction[1] * pixels];
}
