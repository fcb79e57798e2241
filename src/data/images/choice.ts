import { MAX_CELLS } from '../table/table';

/** The conversion of pictures to rows: side × side × channels values. */
export interface ImageChoice {
  /** Pixels, 1 … MAX_SIDE. */
  readonly side: number;
  /** 1: grey. 3: colour. */
  readonly channels: 1 | 3;
  /**
   * At which level of folders the classes are, 0 being the first below those that all pictures share; null: at none. Left out: as proposed.
   */
  readonly classLevel?: number | null;
}

export const MAX_SIDE = 256;

/** The largest side that so many pictures may have. */
export function largestSide(pictures: number, channels: 1 | 3): number {
  return Math.min(MAX_SIDE, Math.floor(Math.sqrt(MAX_CELLS / (pictures * channels))));
}

/** The cut of one picture into equal tiles, row by row from the top left. */
export interface SheetChoice {
  /** Of a tile, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  /** Set where the sheet is sorted: so many rows of tiles make a class; the classes are called 1, 2, 3 … */
  readonly rowsPerClass: number | null;
  /** True if tiles of one colour at the end, where the last row was not full, are left out. */
  readonly dropBlank: boolean;
}

/** The numbers of whole tiles across and down, and the pixels left over at the right and at the bottom. */
export function gridOf(
  sheet: { readonly width: number; readonly height: number },
  { width, height }: Pick<SheetChoice, 'width' | 'height'>,
): { across: number; down: number; right: number; bottom: number } {
  return {
    across: Math.floor(sheet.width / width),
    down: Math.floor(sheet.height / height),
    right: sheet.width % width,
    bottom: sheet.height % height,
  };
}
