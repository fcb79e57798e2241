import { useEffect, useRef } from 'react';
import { inSlices } from '../../core/work/inSlices';
import { currentRun } from '../../store/runStore';
import type { Snapshot } from '../../engine/protocol';
import type { PlaneChoice } from '../../store/state';
import { density, fitCanvas } from '../../views/chart/size';
import { onThemeChange, themeColors } from '../../views/chart/theme';
import { groundOf, paintThumbnail, thumbnailScene, thumbnailSize, type ThumbnailScene } from './thumbnail';

/** Pictures that were drawn, light and dark: each run's is drawn once. */
const drawn = new WeakMap<
  Snapshot,
  { scene: ThumbnailScene; light: Promise<ImageData | null> | null; dark: Promise<ImageData | null> | null }
>();
/** One picture is drawn after the other. */
let line: Promise<unknown> = Promise.resolve();

/** While a model trains the map needs the page more. */
const quiet = (): Promise<void> =>
  new Promise((resolve) => {
    if (currentRun.getState().training.state !== 'training') {
      resolve();
      return;
    }
    const stop = currentRun.subscribe(
      ({ training }) => training.state === 'training',
      () => {
        stop();
        resolve();
      },
    );
  });

function pictureOf(
  of: Snapshot,
  choice: PlaneChoice | null,
  dark: boolean,
  ratio: number,
): { scene: ThumbnailScene; ground: Promise<ImageData | null> } {
  let known = drawn.get(of);
  if (!known) drawn.set(of, (known = { scene: thumbnailScene(of, choice), light: null, dark: null }));
  const { scene } = known;
  const theme = dark ? 'dark' : 'light';
  known[theme] ??= scene.dots ? Promise.resolve(null) : inLine(scene, dark, ratio);
  return { scene, ground: known[theme] };
}

function inLine(scene: ThumbnailScene, dark: boolean, ratio: number): Promise<ImageData> {
  const [width, height] = [thumbnailSize.width * ratio, thumbnailSize.height * ratio].map(Math.round) as [number, number];
  const picture = line.then(quiet).then(async () => new ImageData(await inSlices(groundOf(scene, width, height, dark)), width, height));
  line = picture.then(
    () => {},
    () => {}, // whoever asked for it is told
  );
  return picture;
}

/** The map of a run, 64 × 48 pixels, drawn when it comes into sight. */
export function Thumbnail({ of, plane }: { of: Snapshot | null; plane: PlaneChoice | null }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    if (!element || !of) return undefined;
    let gone = false;
    const draw = async () => {
      const dark = document.documentElement.dataset['theme'] === 'dark';
      const { scene, ground } = pictureOf(of, plane, dark, density(element, 2));
      const pixels = await ground;
      const context = gone ? null : fitCanvas(element, thumbnailSize, density(element, 2));
      if (!context) return;
      if (pixels) context.drawImage(await createImageBitmap(pixels), 0, 0, thumbnailSize.width, thumbnailSize.height);
      paintThumbnail(context, scene, themeColors(element).paper);
    };
    const seen = new IntersectionObserver(([entry]) => {
      if (!entry?.isIntersecting) return;
      seen.disconnect();
      void draw();
    });
    seen.observe(element);
    // What is out of sight is drawn when it comes into it.
    const stop = onThemeChange(() => {
      seen.disconnect();
      seen.observe(element);
    });
    return () => {
      gone = true;
      seen.disconnect();
      stop();
    };
  }, [of, plane]);
  return <canvas ref={canvas} className="run-map" style={thumbnailSize} aria-hidden="true" />;
}
