import { hcl } from 'd3';
import { noCluster } from '../../core/algebra/noCluster';

/**
 * One categorical palette for every view. The first seven hues are Okabe and Ito's (2008), told apart by people with any of the common
 * colour deficiencies; the eighth is Tol's wine, for grey is what belongs to no cluster. Beyond eight the hues repeat in other
 * lightnesses, and the label (spot height) tells them apart.
 */
const base = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00', '#f0e442', '#882255'];
const shifts = [0, -22, 18, -34, 30];

const cache = new Map<number, string>();

/** Of what belongs to no cluster. */
const none = '#bab7af';

/** CSS colour of cluster `index`, or of none. */
export function clusterColor(index: number): string {
  if (index === noCluster) return none;
  const known = cache.get(index);
  if (known) return known;
  const colour = hcl(base[index % base.length]!);
  colour.l = Math.max(18, Math.min(92, colour.l + shifts[Math.floor(index / base.length) % shifts.length]!));
  const text = colour.formatHex();
  cache.set(index, text);
  return text;
}

/** The number that cluster `index` is drawn as: its own, or that of the cluster of another run that it is matched with (`Shown.looks`). */
export const drawnAs = (looks: Uint16Array | undefined, index: number): number => looks?.[index] ?? index;

/** k × 3 bytes, for painting rasters. @param none the colour of no cluster follows. */
export function paletteBytes(k: number, looks?: Uint16Array, none = false): Uint8Array {
  const bytes = new Uint8Array((k + Number(none)) * 3);
  for (let i = 0; i < bytes.length / 3; i++) {
    const value = Number.parseInt(clusterColor(i < k ? drawnAs(looks, i) : noCluster).slice(1), 16);
    bytes.set([value >> 16, (value >> 8) & 255, value & 255], i * 3);
  }
  return bytes;
}

/** Memories are numbered from 1 for people. */
export function clusterName(index: number): string {
  return String(index + 1);
}
