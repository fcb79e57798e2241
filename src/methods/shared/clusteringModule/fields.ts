/** Settings of CM, alone and between the halves of an autoencoder. */
import * as v from 'valibot';
import { linked, number, numberOr, type Field } from '../../fields';
import { limits } from '../../limits';
import type { Concentration } from './loss';

const concentrationOf = (first: number): Field<Concentration, { readonly k: number }> => ({
  schema: v.union([number(limits.concentration), v.array(number(limits.concentration))], 'a number, or a list of k numbers'),
  default: first,
  live: true,
  link: linked<Concentration>('concentration', (text) => (text.includes(',') ? text.split(',').map(numberOr) : numberOr(text))),
  controls: [
    {
      kind: 'choice',
      id: 'concentration-rule',
      label: 'Sizes expected',
      sentence: 'Whether all clusters are expected to have the same share of the points, or each a concentration of its own.',
      options: [
        { value: 'even', label: 'All alike' },
        { value: 'own', label: 'Own numbers' },
      ],
      read: (now) => (typeof now === 'number' ? 'even' : 'own'),
      write: (chosen, now, { k }) =>
        chosen === 'even'
          ? typeof now === 'number'
            ? now
            : now[0]
          : Array.from({ length: k }, () => (typeof now === 'number' ? now : now[0])),
    },
    {
      kind: 'slider',
      label: 'Concentration α',
      sentence:
        'How strongly clusters are held to equal shares of a batch; below 1 few clusters take all. It counts once a batch, so it goes with the batch size.',
      equation: String.raw`E_4 = \textstyle\sum_j (1 - \alpha_j) \ln \tilde\gamma_j`,
      range: limits.concentration,
      soft: () => [0.1, 1000],
      scale: 'log',
      whole: false,
      when: (now) => typeof now === 'number',
      read: (now) => (typeof now === 'number' ? now : now[0]),
      write: (typed) => typed,
    },
    {
      kind: 'list',
      id: 'concentrations',
      label: 'Concentrations α',
      sentence: 'One positive number for each cluster; the least goes with the smallest cluster, and so on.',
      range: limits.concentration,
      whole: false,
      count: ({ k }) => ({ of: 'clusters', many: k }),
      when: (now) => typeof now !== 'number',
      read: (now) => (typeof now === 'number' ? [] : now),
      write: (typed) => typed,
    },
  ],
});

export const concentration = (first: number) => concentrationOf(first) as Field<Concentration>;

interface Concentrations {
  readonly concentration: Concentration;
  readonly k: number;
}

/** Own concentrations come k at a time: other data have one for all. */
export const suitedConcentration = ({ concentration: now }: Concentrations): Partial<Concentrations> =>
  typeof now === 'number' ? {} : { concentration: now[0] };

/** Own concentrations become as many as there are clusters. */
export const followedConcentration = ({ k }: Partial<Concentrations>, { concentration: now }: Concentrations): Partial<Concentrations> =>
  k !== undefined && typeof now !== 'number' && now.length !== k
    ? { concentration: Array.from({ length: k }, (_, j) => now[j] ?? now[0]) }
    : {};

export const checkedConcentration = ({ concentration: given, k }: Concentrations) =>
  typeof given !== 'number' && given.length !== k
    ? ({
        key: 'concentration',
        sentence: `“concentration” has ${given.length} numbers for ${k} clusters; give one for each, or one for all.`,
      } as const)
    : null;

export const averaging: Field<boolean> = {
  schema: v.boolean('true or false'),
  default: true,
  live: true,
  link: linked('averaging', (text) => (text === 'true' ? true : text === 'false' ? false : text)),
  controls: [
    {
      kind: 'toggle',
      label: 'Average the last epoch',
      sentence: 'The last epoch goes through the points once more, and the result is the mean over the steps of that pass.',
    },
  ],
};
