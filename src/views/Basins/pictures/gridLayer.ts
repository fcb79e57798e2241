import type { Plane } from '../../../core/map/plane';
import type { Space } from '../../../engine/protocol';
import { latest } from '../../../store/shown/latest';
import { formatCount } from '../../format';
import { reportFailure } from '../../report';
import { fitCanvas } from '../../chart/size';
import type { ImageFormat } from '../../thumbnail';
import type { PlaneFrame } from '../frame';
import { mapDensity } from '../ground';
import { remembered } from '../../../core/work/remembered';
import { layPicture, picturesAtOnce, sheetOf, type Artist, type PictureSheet, type PictureSource } from './artist';
import { createAsking } from './asking';
import { gridOver, lifted, type PictureGrid } from './grid';

/** Milliseconds that the map must rest before pictures are requested. */
const rest = 150;
const pictures = 60;

interface Wanted {
  readonly source: PictureSource | null;
  readonly plane: Plane;
  readonly grid: PictureGrid;
  readonly image: ImageFormat;
  readonly space: Space;
}

/** Pictures that are there. */
interface Drawn extends Wanted {
  readonly sheet: PictureSheet;
}

export interface GridOptions {
  readonly canvas: HTMLCanvasElement;
  /** Says of which epoch the pictures are where that is not the one shown. */
  readonly stale: HTMLElement;
  readonly artist: Artist;
  /** Something is to be drawn in the next frame. */
  request(): void;
}

/** The sources of the pictures on a map; null where it has none. */
export interface GridScene extends Pick<Wanted, 'source' | 'plane' | 'image' | 'space'> {
  readonly frame: PlaneFrame;
}

/**
 * Small pictures over the map, of what its places are. They stand where they belong while the map is moved, and new ones come when it
 * rests.
 */
export class GridLayer {
  private drawn: Drawn | null = null;
  private wanted: Wanted | null = null;
  /** The last that was asked for and came, or failed. */
  private answered: Wanted | null = null;

  private readonly wantedOf = remembered(
    (source: PictureSource | null, plane: Plane, image: ImageFormat, space: Space, frame: PlaneFrame): Wanted => ({
      source,
      plane,
      grid: gridOver(frame, image, picturesAtOnce(space.d, pictures)),
      image,
      space,
    }),
  );

  private readonly ask = latest(
    async (wanted: Wanted) => {
      const { source, plane, grid, image, space } = wanted;
      try {
        const values = await this.options.artist.draw(lifted(plane, grid.places), source);
        if (values) this.drawn = { ...wanted, sheet: await sheetOf(values, image, space) };
      } finally {
        this.answered = wanted;
      }
      this.options.request();
    },
    (error) => reportFailure('The pictures on the map could not be drawn', error, 'basins'),
  );

  private readonly asking = createAsking(this.ask, rest);

  private readonly paint = remembered((frame: PlaneFrame, drawn: Drawn | null, faded: boolean, border: string, density: number) => {
    const { canvas } = this.options;
    canvas.hidden = drawn === null;
    const context = drawn && fitCanvas(canvas, frame, density);
    if (!context || !drawn) return;
    const { sheet, grid } = drawn;
    const width = frame.x(grid.width) - frame.x(0);
    const height = frame.y(0) - frame.y(grid.height);
    context.globalAlpha = faded ? 0.4 : 0.94;
    context.strokeStyle = border;
    context.lineWidth = 1.5;
    for (let i = 0; 2 * i < grid.places.length; i++) {
      const left = frame.x(grid.places[2 * i]) - width / 2;
      const top = frame.y(grid.places[2 * i + 1]) - height / 2;
      if (left > frame.width || top > frame.height || left + width < 0 || top + height < 0) continue;
      context.strokeRect(left - 0.75, top - 0.75, width + 1.5, height + 1.5);
      layPicture(context, sheet, i, left, top, width, height);
    }
  });

  constructor(private readonly options: GridOptions) {}

  /** @param moving training or a film goes on: pictures of an epoch before stay for the moment, and say so. */
  draw(scene: GridScene | null, moving: boolean, frame: PlaneFrame, border: string): void {
    const wanted =
      scene && !this.options.artist.lacks(scene.source)
        ? this.wantedOf(scene.source, scene.plane, scene.image, scene.space, scene.frame)
        : null;
    this.wanted = wanted;
    this.asking.want(wanted, moving);
    const { drawn } = this;
    const fresh = drawn && wanted && drawn.source === wanted.source && drawn.plane === wanted.plane && drawn.image === wanted.image;
    const stale = !fresh && moving && wanted?.source && drawn?.source?.run === wanted.source.run ? drawn.source : null;
    this.paint(frame, fresh || stale ? drawn : null, stale !== null, border, mapDensity(this.options.canvas));
    const said = stale ? `pictures of epoch ${formatCount(stale.epoch)}` : '';
    const label = this.options.stale;
    if (label.textContent !== said) label.textContent = said;
    label.hidden = said === '';
  }

  /** Pictures are on their way. */
  atWork = (): boolean => this.wanted !== null && this.answered !== this.wanted;

  destroy(): void {
    this.asking.stop();
  }
}
