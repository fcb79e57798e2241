import * as v from 'valibot';
import type { Optimiser } from '../../core/optimise/optimiser';
import { linked, number, numberOr, oneOf, type Field } from '../fields';
import { limits } from '../limits';

/** A choice of Adam or stochastic gradient descent, with what each has. */
export const sgdOrAdam = (first: Optimiser): Field<Optimiser> => ({
  schema: v.strictObject(
    {
      kind: v.optional(oneOf(['adam', 'sgd']), first.kind),
      epsilon: v.optional(number(limits.epsilon), first.epsilon),
      momentum: v.optional(number(limits.momentum), first.momentum),
    },
    'an object such as {"kind": "sgd"}',
  ),
  default: first,
  link: linked<Optimiser>(
    'optimiser',
    (text) => {
      const [kind, epsilon, momentum] = text.split(',');
      return {
        kind,
        ...(epsilon !== undefined && { epsilon: numberOr(epsilon) }),
        ...(momentum !== undefined && { momentum: numberOr(momentum) }),
      };
    },
    ({ kind, epsilon, momentum }) => [kind, epsilon, momentum].join(','),
  ),
  controls: [
    {
      kind: 'choice',
      label: 'Optimiser',
      sentence: 'Adam goes about as far in every direction; gradient descent goes along the gradient of each batch as it is.',
      options: [
        { value: 'adam', label: 'Adam' },
        { value: 'sgd', label: 'Gradient descent (SGD)' },
      ],
      read: ({ kind }) => kind,
      write: (kind, now) => ({ ...now, kind: kind === 'sgd' ? 'sgd' : 'adam' }),
    },
    {
      kind: 'number',
      id: 'adam-epsilon',
      label: 'ε of Adam',
      sentence: 'Added under the step of Adam: small gradients make small steps where it is large beside them.',
      range: limits.epsilon,
      scale: 'log',
      whole: false,
      when: ({ kind }) => kind === 'adam',
      read: ({ epsilon }) => epsilon,
      write: (epsilon, now) => ({ ...now, epsilon }),
    },
    {
      kind: 'number',
      id: 'sgd-momentum',
      label: 'Momentum',
      sentence: 'The share of the last step that the next one goes on with.',
      range: limits.momentum,
      scale: 'linear',
      whole: false,
      when: ({ kind }) => kind === 'sgd',
      read: ({ momentum }) => momentum,
      write: (momentum, now) => ({ ...now, momentum }),
    },
  ],
});
