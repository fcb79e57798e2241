import { createProjection } from '../../projection/client';
import type { ProjectionSettings } from '../../projection/settings';
import type { TrainingResult } from '../../engine/protocol';
import { loadPoints, embeddingSubjectOf } from './subject';
import type { RunState } from '../state';
import type { ResultEmbedding } from './resultEmbedding';

/**
 * Lays the chosen epoch out from its principal components, in a worker of its own: the same result, the same layout. Rejects with the
 * sentence of what failed.
 */
export async function embedResult(
  result: TrainingResult,
  settings: ProjectionSettings,
  { dataset, space, config }: Pick<RunState, 'dataset' | 'space' | 'config'>,
): Promise<ResultEmbedding> {
  const subject = embeddingSubjectOf({ dataset, space, shown: null, frames: [result.best] }, settings.of, result.best.epoch);
  if (!subject || !dataset || !space) throw new Error('There are no points to lay out.');
  let fail: (error: Error) => void = () => {};
  const found: Partial<{ -readonly [key in keyof ResultEmbedding]: ResultEmbedding[key] }> = { of: result, settings };
  const client = { current: null as ReturnType<typeof createProjection> | null };
  try {
    await new Promise<void>((resolve, reject) => {
      fail = reject;
      const projection = createProjection(
        {
          onEvent(event) {
            if (event.type === 'layout') {
              const { rows, coordinates, explained } = event;
              Object.assign(found, { rows, coordinates, explained });
            } else if (event.type === 'placed') found.memories = event.memories;
            else if (event.type === 'notes') found.notes = event.notes;
            else if (event.type === 'finished') found.seconds = event.seconds;
            else if (event.type === 'failed') fail(new Error(event.sentence));
            else if (event.type === 'quality') {
              found.quality = event.quality;
              resolve();
            }
          },
          onDeath: (sentence) => fail(new Error(sentence)),
        },
        config.backend === 'webgpu' ? 'any' : config.backend === 'auto' ? 'hardware' : 'none',
      );
      client.current = projection;
      loadPoints(projection, 1, subject, dataset, space, () => false)
        .then(() =>
          projection.api.lay({
            job: 1,
            settings,
            points: 1,
            attract: subject.attract,
            start: null,
            how: 'follow',
            memories: subject.memories,
            trail: [],
          }),
        )
        .catch(reject);
    });
  } finally {
    client.current?.terminate();
  }
  return found as ResultEmbedding;
}
