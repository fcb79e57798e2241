import { select } from 'd3';
import { partitionerOf } from '../../../core/partition/kinds';
import type { PartitionModel } from '../../../core/partition/model';
import type { Space } from '../../../engine/protocol';
import { latest } from '../../../store/shown/latest';
import { formatCount } from '../../format';
import { inTurns } from '../../Memories/nearest';
import { reportFailure } from '../../report';
import type { ImageFormat } from '../../thumbnail';
import { remembered } from '../../../core/work/remembered';
import { lackingSentence, layPicture, picturesAtOnce, sheetOf, type Artist, type PictureSheet, type PictureSource } from './artist';
import { createAsking } from './asking';
import { chosenSteps, wayOf } from './steps';

const mostSteps = 16;
/** CSS pixels from one picture to the next, and the height of one. */
const pitch = 47;
const high = 40;

interface Wanted {
  readonly source: PictureSource | null;
  readonly model: PartitionModel;
  readonly probe: Float64Array;
  readonly steps: readonly number[];
  readonly image: ImageFormat;
  readonly space: Space;
}

export interface StripOptions {
  readonly strip: HTMLElement;
  readonly artist: Artist;
  request(): void;
}

/** The contents of the strip; `probe` null: there is no drop. */
export interface StripScene extends Omit<Wanted, 'probe' | 'steps'> {
  readonly probe: Float64Array | null;
}

/** The drop at every step of its way, as the pictures that its places are. */
export class Strip {
  private drawn: { readonly of: Wanted; readonly sheet: PictureSheet } | null = null;
  private giveUp: (() => void) | null = null;
  private wanted: Wanted | null = null;
  /** The last that was asked for and came, or failed. */
  private answered: Wanted | null = null;

  private readonly wantedOf = remembered(
    (source: PictureSource | null, model: PartitionModel, probe: Float64Array, image: ImageFormat, space: Space, most: number): Wanted => ({
      source,
      model,
      probe,
      steps: chosenSteps(partitionerOf(model).move?.steps ?? 0, Math.min(most, picturesAtOnce(space.d, mostSteps))),
      image,
      space,
    }),
  );

  private readonly ask = latest(
    async (wanted: Wanted) => {
      const { source, model, probe, steps, image, space } = wanted;
      try {
        const way = await new Promise<Float32Array>((done) => (this.giveUp = inTurns(wayOf(model, probe, steps), done)));
        const values = await this.options.artist.draw(way, source);
        if (values) this.drawn = { of: wanted, sheet: await sheetOf(values, image, space) };
      } finally {
        this.answered = wanted;
      }
      this.options.request();
    },
    (error) => reportFailure('The steps of the drop could not be drawn', error, 'basins'),
  );

  /** A drop in the hand is followed at once. */
  private readonly asking = createAsking(this.ask, 0);

  private readonly paint = remembered((drawn: Strip['drawn']) => {
    const places = select(this.options.strip.querySelector('.strip-pictures'))
      .selectAll<HTMLElement, number>('.strip-step')
      .data(drawn ? [...drawn.of.steps] : [])
      .join((enter) => {
        const place = enter.append('span').attr('class', 'strip-step');
        place.append('canvas').attr('class', 'picture');
        place.append('span');
        return place;
      });
    if (!drawn) return;
    const { width, height } = drawn.of.image;
    const enlarged = Math.min(high / height, (pitch - 3) / width);
    places.select<HTMLCanvasElement>('canvas').each(function (_step, i) {
      Object.assign(this, { width, height });
      Object.assign(this.style, { width: `${enlarged * width}px`, height: `${enlarged * height}px` });
      layPicture(this.getContext('2d')!, drawn.sheet, i, 0, 0);
    });
    places.select('span').text((step, i) => (i === 0 ? `step ${step}` : formatCount(step)));
  });

  constructor(private readonly options: StripOptions) {}

  /** @param width CSS pixels that there are. @param moving training or a film goes on. */
  draw(scene: StripScene | null, moving: boolean, width: number): void {
    const { strip, artist } = this.options;
    strip.hidden = scene === null;
    const lacking = scene && artist.lacks(scene.source) ? scene.source : null;
    const wanted =
      scene?.probe && !lacking
        ? this.wantedOf(scene.source, scene.model, scene.probe, scene.image, scene.space, Math.max(2, Math.floor(width / pitch)))
        : null;
    this.wanted = wanted;
    this.asking.want(wanted, moving);
    if (!scene) return;
    // Pictures of another epoch, or of another β, fade until those of this one are there.
    const drawn = wanted && this.drawn?.of.image === wanted.image && this.drawn.of.source?.run === wanted.source?.run ? this.drawn : null;
    this.paint(drawn);
    const before = drawn && drawn.of.model !== scene.model ? drawn : null;
    strip.classList.toggle('stale', before !== null);
    const decoded = scene.source !== null && scene.source.by !== 'nearest point';
    const hint = `Where a drop falls, its steps are ${decoded ? 'decoded and ' : ''}drawn here as pictures.`;
    const stale = before?.of.source && before.of.source !== scene.source ? `of epoch ${formatCount(before.of.source.epoch)}` : '';
    const words = strip.querySelector('p')!;
    write(words, lacking ? lackingSentence(lacking) : wanted ? stale : hint);
    words.toggleAttribute('data-screen', words.textContent === hint);
    describe(
      strip.querySelector('.strip-pictures')!,
      drawn ? `The drop ${decoded ? 'decoded ' : ''}at steps ${drawn.of.steps.join(', ')}` : '',
    );
  }

  /** Pictures are on their way. */
  atWork = (): boolean => this.wanted !== null && this.answered !== this.wanted;

  destroy(): void {
    this.asking.stop();
    this.giveUp?.();
  }
}

const write = (element: Element, text: string) => {
  if (element.textContent !== text) element.textContent = text;
};

/** Makes the pictures one image of this name, where there are any. */
function describe(pictures: Element, name: string): void {
  if (pictures.getAttribute('aria-label') === (name || null)) return;
  if (name === '') for (const attribute of ['role', 'aria-label']) pictures.removeAttribute(attribute);
  else {
    pictures.setAttribute('role', 'img');
    pictures.setAttribute('aria-label', name);
  }
}
