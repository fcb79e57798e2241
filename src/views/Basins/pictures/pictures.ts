import { dropsFall } from '../dropsFall';
import type { RunState } from '../../../store/state';
import { decodedBy, type StandInChoice } from '../../../store/shown/standIns';
import type { PlaneFrame } from '../frame';
import { remembered } from '../../../core/work/remembered';
import type { Scenery } from '../scenery';
import { Artist, lackingSentence, picturesOn, type PictureSource } from './artist';
import { GridLayer, type GridOptions } from './gridLayer';
import { Strip, type StripOptions } from './strip';

export interface PicturesOptions extends Omit<GridOptions & StripOptions, 'artist'> {
  /** Called when the reason for a lack of pictures changes; null: there are pictures. */
  told(sentence: string | null): void;
}

/** The pictures of the map: a grid of them over it, and those of the drop's steps. Both by the decoder of the epoch that is shown. */
export class Pictures {
  private readonly artist = new Artist();
  private readonly grid: GridLayer;
  private readonly strip: Strip;

  private readonly sourceOf = remembered(
    (latent: PictureSource['latent'] | null, run: number, restart: number, epoch: number, drawnBy: StandInChoice): PictureSource | null =>
      latent && { latent, run, restart, epoch, by: decodedBy(latent, drawnBy) },
  );

  private readonly tell = remembered((sentence: string | null) => this.options.told(sentence));

  constructor(private readonly options: PicturesOptions) {
    this.grid = new GridLayer({ ...options, artist: this.artist });
    this.strip = new Strip({ ...options, artist: this.artist });
  }

  /** @param border the colour round each picture. */
  draw(state: RunState, { dataset: { image }, space, shown, plane }: Scenery, frame: PlaneFrame, border: string): void {
    const { training, playing, layers, probe, drawnBy } = state;
    const { latent, run, restart, epoch, model } = shown;
    const source = this.sourceOf(latent, run, restart, epoch, drawnBy);
    const moving = training.state === 'training' || playing;
    this.grid.draw(image && picturesOn(state) ? { source, plane, image, space, frame } : null, moving, frame, border);
    this.strip.draw(
      image && dropsFall({ layers, shown }) ? { source, model, image, space, probe: probe?.length === model.d ? probe : null } : null,
      moving,
      frame.width,
    );
    this.tell(source && this.artist.lacks(source) ? lackingSentence(source) : null);
  }

  /** Pictures of what is shown are on their way. */
  atWork = (): boolean => this.grid.atWork() || this.strip.atWork();

  destroy(): void {
    this.grid.destroy();
    this.strip.destroy();
  }
}
