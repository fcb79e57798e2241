/** DCLAM's head: the decoder reads the ends of the recursion, A_ρ^T(e(x)), and the reconstruction error is the whole loss (DCLAM eq. 8). */
import { partitionerOf } from '../../core/partition/kinds';
import type { DeepMethod } from '../deepMethod';
import type { Head, HeadSize } from '../head';
import { dynamicsOf } from '../shared/memory';
import { startingMemories, type Start } from '../shared/startingMemories';
import { Attraction, type Slide } from './attraction';

export const dclamHead: Head<Slide> = {
  learns: ({ k, m }: HeadSize) => [{ name: 'memories', shape: [k, m] }],
  reconstruction: () => 1,
  make({ k, m, learned, decoderInput }) {
    const memories = learned('memories');
    const attraction = new Attraction(k, m);
    return {
      forward({ count, live }, codes) {
        attraction.forward(live, memories.values, codes, count, decoderInput);
        return { decoderInput, loss: 0 };
      },
      backward({ count, live }, codes, fromDecoder, toCodes) {
        attraction.backward(live, memories.values, codes, count, fromDecoder, toCodes, memories.gradient);
      },
    };
  },
};

interface Settings extends Start {
  readonly beta: number;
  readonly steps: number;
  readonly stepSize: number | null;
  readonly energy: 'lse' | 'lsr';
}

export const method: DeepMethod<Slide, Settings> = {
  head: () => dclamHead,
  live: ({ values }) => dynamicsOf(values),
  *begin(codes, { values, n, m }, random) {
    return { arrays: { memories: Float32Array.from(yield* startingMemories(values, codes, n, m, random)) } };
  },
  partition: ({ memories }, { values, k, m }) => ({
    kind: 'memory',
    memories,
    k,
    d: m,
    ...dynamicsOf(values),
    similarity: 'euclidean',
    logWeights: null,
  }),
  arraysOf: (partition) => ({ memories: Float32Array.from(partitionerOf(partition).prototypes) }),
};
