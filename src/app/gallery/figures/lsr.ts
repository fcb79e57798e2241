import { figuresOf } from '../figure';

/** The energy that CLAM can have here beside its own. */
export const lsr = figuresOf('Log-sum-ReLU (arXiv 2506.10801)', [
  {
    id: 'lsr',
    number: 'Its idea',
    title: 'memories that nobody stored',
    see: 'Where balls of memories overlap, places rest at the mean of several, a ring; grey ground belongs to none.',
    ours: { verdict: 'open', because: 'points and memories are ours' },
    runs: [{ link: '?data=synthetic/five-gaussians&k=5&init=points&energy=lsr' }],
    untrained: true,
  },
]);
