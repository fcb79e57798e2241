import { lift, project } from '../../core/map/plane';
import type { MapLook, Scene } from '../../engine/client';
import type { Space } from '../../engine/protocol';
import { possiblePlane } from '../../store/shown/planeChoice';
import type { RunState, PlaneChoice, Shown } from '../../store/state';
import { drawnAs, paletteBytes } from '../chart/palette';
import { countsOf, fits } from '../units';
import { boxAround, keepCodeDomain, keepDomain, type DomainBox } from './domain';
import { labelName, wordsOf } from '../words';
import { axesOf } from './plane';
import { remembered } from '../../core/work/remembered';
import { sample } from './sample';
import { indexPoints, type MapDots } from './overlay/points';
import type { EmergentSpot } from './overlay/emergent';
import type { MapSpot } from './overlay/memories';
import { partitionerOf, trailOf } from '../../core/partition/kinds';

/** From the store's state to what is on the map. Each part is made anew only when what it is made of has changed. */
export function createScenery() {
  const choiceOf = remembered(possiblePlane);
  const placesOf = remembered((plane: Scene['plane'], model: Shown['model']) => project(plane, partitionerOf(model).prototypes, model.k));
  const trailPlaces = remembered((plane: Scene['plane'], model: Shown['model']) => {
    const trail = trailOf(model);
    return trail && project(plane, trail, trail.length / model.d);
  });
  const emergentOf = remembered(emergentSpots);
  const drawnOf = remembered((n: number) => sample(n));
  const treeOf = remembered(indexPoints);
  const namesOf = remembered(axesOf);
  let lastLabels: Uint16Array | null = null;
  const membersOf = remembered((labels: Uint16Array | null, k: number) => labels && countsOf(labels, k));
  /** The same array as long as it holds the same labels: most moves of β change none, and the dots need not be drawn again. */
  const steady = (labels: Uint16Array | null) => {
    if (!labels || !lastLabels || !equal(labels, lastLabels)) lastLabels = labels;
    return lastLabels;
  };
  const spotsOf = remembered((places: Float32Array, members: Uint32Array | null, selected: number | null, looks?: Uint16Array): MapSpot[] =>
    Array.from({ length: places.length / 2 }, (_, index) => ({
      index,
      look: drawnAs(looks, index),
      place: [places[2 * index], places[2 * index + 1]],
      members: members ? members[index] : null,
      selected: index === selected,
    })),
  );
  const dotsOf = remembered(
    (
      places: Float32Array,
      drawn: Uint32Array,
      labels: Uint16Array | null,
      emphasised: number | null,
      chosen: Uint8Array | null,
      looks?: Uint16Array,
    ): MapDots => ({ places, drawn, labels, emphasised, chosen, looks }),
  );
  const chosenOf = remembered((rows: Uint32Array | null, n: number) => {
    if (!rows) return null;
    const chosen = new Uint8Array(n);
    for (const row of rows) chosen[row] = 1;
    return chosen;
  });
  const paletteOf = remembered(paletteBytes);
  const lookOf = remembered(
    (k: number, none: boolean, dark: boolean, contours: boolean, disagreement: boolean, looks?: Uint16Array): MapLook => ({
      palette: paletteOf(k, looks, none),
      dark,
      contours,
      disagreement,
    }),
  );

  return (state: RunState) => {
    const { shown, space, dataset, surface: plane } = state;
    if (!shown || !plane || !space || !fits(dataset, space)) return null;
    const { model, latent } = shown;
    if (plane.origin.length !== model.d || model.d !== (latent?.m ?? space.d)) return null;
    const { clusters, emergent } = partitionerOf(model);
    const choice = choiceOf(state.plane, model.d, model.k);
    const points = state.points && state.points.length === 2 * dataset.n ? state.points : null;
    const memories = placesOf(plane, model);
    const labels = steady(shown.labels?.length === dataset.n ? shown.labels : null);
    const drawn = drawnOf(points ? dataset.n : 0);
    return {
      dataset,
      space,
      choice,
      shown,
      plane,
      axes: namesOf(choice, space, dataset, latent, wordsOf(model)),
      spots: spotsOf(memories, membersOf(labels, model.k), state.selectedMemory, shown.looks),
      memories,
      trail: trailPlaces(plane, model),
      emergent: emergentOf(plane, model),
      points,
      drawn,
      /** Made when it is asked for first: while training moves the points with every epoch, nobody may. */
      tree: () => points && treeOf(points, drawn),
      dots:
        points && state.layers.points
          ? dotsOf(points, drawn, labels, state.selectedMemory, chosenOf(state.selectedPoints, dataset.n), shown.looks)
          : null,
      look: (dark: boolean) => lookOf(clusters, emergent !== null, dark, state.layers.contours, state.layers.disagreement, shown.looks),
    };
  };
}

/** Where emergent memories are on the plane; none of partitions that have none. */
export function emergentSpots(plane: Scene['plane'], model: Shown['model']): readonly EmergentSpot[] {
  const { emergent } = partitionerOf(model);
  if (!emergent) return [];
  const places = project(plane, emergent.places, emergent.sets.length);
  return emergent.sets.map((_, i) => ({
    label: model.k + i,
    place: [places[2 * i], places[2 * i + 1]],
    name: labelName(model, model.k + i),
  }));
}

function equal(a: Uint16Array, b: Uint16Array): boolean {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  return a.length === b.length && i === a.length;
}

export type Scenery = NonNullable<ReturnType<ReturnType<typeof createScenery>>>;

/**
 * True if two sceneries show the same points on the same plane: ground and zoom of one then hold for the other. Each run has codes of its
 * own.
 */
export function sameCountry(a: Scenery, b: Scenery): boolean {
  const [before, after] = [landOf(a), landOf(b)];
  return (
    a.dataset === b.dataset &&
    before.run === after.run &&
    before.pretrained === after.pretrained &&
    JSON.stringify(a.choice) === JSON.stringify(b.choice)
  );
}

/** Of deep methods: whose codes they are. Pretraining scatters them anew. */
const landOf = ({ shown: { latent, run } }: Scenery) => ({ run: latent && run, pretrained: latent && latent.pretrained });

/** The places of the points that are drawn. */
function placesOf(points: Float32Array | null, drawn: Uint32Array): Float32Array | null {
  if (!points || 2 * drawn.length === points.length) return points;
  return Float32Array.from({ length: 2 * drawn.length }, (_, i) => points[2 * drawn[i >> 1] + (i & 1)]);
}

/**
 * Which part of the plane is drawn, through a run.
 * @returns a function of the scenery, of whether a memory is held: the map does not grow under the hand then; and of the part that is
 * wanted, null for the usual one.
 */
export function createDomain(): (scenes: Scenery, held: boolean, wanted?: DomainBox | null) => DomainBox {
  let domain: DomainBox | null = null;
  const begin = remembered(
    (_dataset: Scenery['dataset'], _space: Space, _choice: PlaneChoice, _run: number, _placed: boolean, _codes: boolean | null) => {
      domain = null;
      return {};
    },
  );
  const keep = remembered((_part: object, points: Float32Array | null, drawn: Uint32Array, memories: Float32Array, deep: boolean) => {
    const places = deep || !domain ? placesOf(points, drawn) : null;
    domain = deep ? keepCodeDomain(domain, places, memories) : keepDomain(domain, places, memories);
  });
  return ({ dataset, space, choice, shown: { run, latent }, points, drawn, memories }, held, wanted = null) => {
    const part = begin(dataset, space, choice, run, points !== null, latent && latent.pretrained);
    if (wanted) domain = wanted;
    if (!held || !domain) keep(part, points, drawn, memories, latent !== null);
    return domain ?? boxAround([-1, -1, 1, 1])!;
  };
}

/** Where memory `index` is, when its place on the plane becomes (s, t): what it has off the plane stays. */
export function moved({ shown, plane, spots }: Scenery, index: number, s: number, t: number): Float64Array {
  const { d } = shown.model;
  const { prototypes: memories } = partitionerOf(shown.model);
  const from = lift(plane, ...spots[index].place);
  const to = lift(plane, s, t);
  return Float64Array.from(to, (x, j) => memories[index * d + j] + x - from[j]);
}
