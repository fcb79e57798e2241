import { ConfigError, isDeep, type Config } from '../../methods/config';
import { outputFor } from '../deep/heads';
import { EngineError } from '../wire/error';
import { checkAgainst } from '../estimates/fit';
import type { RunShape } from '../estimates/memoryNeed';
import { fingerprint } from '../../data/fingerprint';
import type { TrainedModel } from './trainedModel';
import type { Pretrained } from '../trainers/trainer';
import type { EngineData, ExportRequest } from '../protocol';
import { type PreparedData } from '../run/prepare';
import type { Run } from '../run/run';

/** A run's epoch as a file has it, and a run out of a file. */

/** Throws EngineError "networks-gone" where the networks of that epoch are not kept. */
export async function trainedModel(run: Run, { raw, space }: PreparedData, request: ExportRequest): Promise<TrainedModel> {
  const { restart, epoch, config, trained, partition, labels, metrics, data } = request;
  const parameters = run.deep ? run.past.at(restart, epoch) : null;
  if (run.deep && !parameters)
    throw new EngineError(
      'networks-gone',
      `The networks of epoch ${epoch} are not kept any more. Show the newest epoch, or the one that is the result, and export that.`,
    );
  const { pretrained } = run;
  return {
    config,
    trained,
    data: {
      name: data.name,
      n: raw.n,
      d: raw.d,
      k: data.k,
      labelled: raw.labels !== null,
      labelNames: data.labelNames,
      features: data.features,
      image: raw.image,
      fingerprint: await fingerprintOf(raw),
    },
    scaling: space.scaling,
    restart,
    epoch,
    partition,
    parameters,
    pretraining: pretrained && { losses: pretrained.losses, reconstruction: pretrained.reconstruction },
    labels,
    metrics,
  };
}

/**
 * Throws EngineError "other-data" where the loaded points are not of the shape that the model was trained on. Resolves to whether they are
 * the same numbers.
 */
export async function checkModel({ data }: TrainedModel, raw: EngineData, file: string): Promise<boolean> {
  const shape = (image: EngineData['image'], d: number) =>
    image ? `pictures of ${image.width} × ${image.height}${image.channels === 3 ? ' in colour' : ''}` : `rows of ${d} numbers`;
  const fits = data.d === raw.d && shape(data.image, data.d) === shape(raw.image, raw.d);
  if (!fits)
    throw new EngineError(
      'other-data',
      `The model in “${file}” was trained on “${data.name}”, ${shape(data.image, data.d)}, and the loaded points are ` +
        `${shape(raw.image, raw.d)}: open that data set first, then the model.`,
    );
  return data.fingerprint !== null && data.fingerprint === (await fingerprintOf(raw));
}

/**
 * Throws EngineError "other-data", or "too-large", where a model's config does not fit the loaded points.
 * @param what the model in messages, which begin with it.
 */
export function checkFit(config: Config, shape: RunShape, what: string): void {
  try {
    checkAgainst(config, shape);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new EngineError(
      error.code === 'too-large' ? error.code : 'other-data',
      `${what} cannot be used on the loaded points: ${error.message}`,
    );
  }
}

/** The config of a run that goes on from the model alone: one restart, with the seed that it had. */
export const modelConfig = ({ config, restart }: TrainedModel, backend: Config['backend']): Config => ({
  ...config,
  preset: null,
  restarts: 1,
  seed: config.seed + restart,
  backend,
});

export function modelPretrained({ parameters, pretraining, config, data }: TrainedModel): Pretrained | null {
  if (!parameters || !pretraining || !isDeep(config)) return null;
  const { losses, reconstruction } = pretraining;
  return { parameters, output: outputFor(config, data.d), losses, reconstruction, seconds: 0 };
}

const fingerprintOf = ({ values, n, d }: EngineData): Promise<string | null> => fingerprint(values as Float32Array<ArrayBuffer>, n, d);
