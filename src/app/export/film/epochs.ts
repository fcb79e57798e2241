/** Which epochs a film shows, and for how long. */

/** More frames in a second than this nobody sees. */
export const mostFramesASecond = 30;
export const secondsRange = [1, 60] as const;

/** About four epochs in a second, but neither a moment nor a minute. */
export const usualSeconds = (epochs: number): number => Math.max(3, Math.min(20, Math.round(epochs / 4)));

/** As many of the epochs as fit into so many seconds, evenly chosen, the first and the last among them. */
export function filmed(epochs: readonly number[], seconds: number): number[] {
  const count = Math.max(2, Math.min(epochs.length, Math.round(seconds * mostFramesASecond)));
  if (count >= epochs.length) return [...epochs];
  return Array.from({ length: count }, (_, i) => epochs[Math.round((i * (epochs.length - 1)) / (count - 1))]!);
}

/** Hundredths of a second that frame `index` of `count` is shown, so that no rounding adds up. A GIF knows no shorter ones than two. */
export function hundredths(index: number, count: number, seconds: number): number {
  const at = (frame: number) => Math.round((100 * seconds * frame) / count);
  return Math.max(2, at(index + 1) - at(index));
}

/** Video encoders want an even number of pixels. */
export const even = (pixels: number): number => Math.max(2, 2 * Math.round(pixels / 2));
