import { expose } from 'comlink';
import { beCourteous } from '../core/work/courtesy';
import { holdLifeline } from '../core/work/lifeline';
import { estimate } from './estimate';
import { NeighbourFinder } from './neighbours/search';
import { Pacer } from './pacer';
import { Projector } from './projector';
import type { ProjectionApi, ProjectionEvent } from './protocol';
import { nearestOf } from './nearest';

/** The worker's side of the protocol. */

const pacer = new Pacer();
let projector: Projector | null = null;

function running(): Projector {
  if (!projector) throw new Error('The projection has not been started.');
  return projector;
}

const api: ProjectionApi = {
  async start(events, courtesy, gpu) {
    beCourteous(courtesy);
    projector = new Projector(pacer, new NeighbourFinder(gpu), (event: ProjectionEvent, buffers) => events.postMessage(event, buffers));
  },
  async load(points) {
    running().load(points);
  },
  // These calls return at once; events report progress and results.
  async lay(request) {
    void running().lay(request);
  },
  async place(request) {
    void running().place(request);
  },
  async pace(duty) {
    const before = pacer.share;
    pacer.share = duty;
    if (duty === 1 && before < 1) void running().judgeLast();
  },
  async pause() {
    pacer.pause();
  },
  async resume() {
    pacer.resume();
  },
  async cancel() {
    running().cancel();
  },
  async estimate(settings, n, d) {
    return estimate(settings, n, d);
  },
  async neighbours(points, attract, metric, point, count) {
    return nearestOf(running().set(points), attract, metric, point, count);
  },
};

holdLifeline();
expose(api);
