/** DCLAM's head: the decoder reads the ends of the recursion, A_ρ^T(e(x)), and the reconstruction error is the whole loss (DCLAM eq. 8). */
import type { DeepMethod } from '../deepMethod';
import type { Head, HeadSize } from '../head';
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

export const method: DeepMethod<Slide, unknown> = { head: () => dclamHead };
