import { examples } from '../../core/partition/examples';
import { partitionerOf, treeOf } from '../../core/partition/kinds';
import { sharpnessOf } from '../../core/partition/splitting';
import { absent, type AbsentMethod } from '../../methods/absent';
import { methods } from '../../methods/index';
import { fullName, groupOf, type Method, type Paper } from '../../methods/method';
import { wordsOf } from '../../views/words';

/** What the dialog "Methods" says of each method, out of its declaration and of what its kind of partition can. */

export interface MethodCard {
  readonly id: string;
  /** "DCLAM (DCAM)". */
  readonly name: string;
  readonly brief: string;
  readonly group: string;
  readonly papers: readonly Paper[];
  /** The method itself, or why it is not here. */
  readonly of: { readonly method: Method } | { readonly absent: AbsentMethod };
}

const notHere = 'Not here';

const groups = [...new Set(methods.map(groupOf)), notHere];
const rank = ({ group }: MethodCard): number => groups.indexOf(group);

/** In the order of the list. */
export const cards: readonly MethodCard[] = [
  ...methods.map((method): MethodCard => ({
    id: method.id,
    name: fullName(method),
    brief: method.brief,
    group: groupOf(method),
    papers: method.papers,
    of: { method },
  })),
  ...absent.map((one): MethodCard => ({ ...one, group: notHere, of: { absent: one } })),
].sort((a, b) => rank(a) - rank(b));

/** Letters and digits alone, of which accents and hyphens are no part: "k-Means" is found by "kmeans", "Médoids" by "medoids". */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s]/gu, '');

const texts = new Map(
  cards.map((card) => {
    const { id, name, brief, group, papers, of } = card;
    const more = 'method' in of ? [of.method.sentence, ...(of.method.aliases ?? []), ...drawn(of.method)] : [of.absent.because];
    const printed = papers.flatMap(({ authors, title, where, year }) => [...authors, title, where, String(year)]);
    return [card, plain([id, name, brief, group, ...more, ...printed].join('\n'))];
  }),
);

/** The cards of each group, groups without any left out. */
export const inGroups = (listed: readonly MethodCard[]): (readonly [string, readonly MethodCard[]])[] =>
  groups.flatMap((group) => {
    const own = listed.filter((card) => card.group === group);
    return own.length > 0 ? [[group, own] as const] : [];
  });

/** The cards that hold every word of the query, in the order of the list. */
export function found(query: string): readonly MethodCard[] {
  const words = plain(query).split(/\s+/).filter(Boolean);
  return cards.filter((card) => words.every((word) => texts.get(card)!.includes(word)));
}

/** Of these cards the one that the query means first: by how its name begins, by what is in its name, else the first. */
export function meant(query: string, listed: readonly MethodCard[]): MethodCard | null {
  const text = plain(query).trim();
  const names = ({ id, name }: MethodCard) => [plain(id), plain(name)];
  return (
    listed.find((card) => names(card).some((name) => name.startsWith(text))) ??
    listed.find((card) => names(card).some((name) => name.includes(text))) ??
    listed[0] ??
    null
  );
}

/** What views can draw of it: "basins on the map", "terrain of energy", … */
export function drawn({ partition, example = examples[partition], space, fields, leavesDecoder }: Method): string[] {
  const { height, move, draw, cells, prototypes, memberships } = partitionerOf(example);
  const words = wordsOf(example);
  const codes = space === 'codes';
  return [
    `${words.clusters} ${codes ? 'among codes' : 'on the map'}`,
    ...(cells ? [`borders of the nearest ${words.prototype}`] : []),
    ...(height ? [`terrain of ${words.height}`] : []),
    ...(move ? ['the way of a drop'] : []),
    ...(treeOf(example) ? ['dendrogram'] : []),
    ...(prototypes.length > 0
      ? [leavesDecoder ? `points nearest to ${words.prototypes}` : `${codes ? 'decoded ' : ''}${words.prototypes}`]
      : []),
    ...(draw ? ['new points'] : []),
    ...(memberships ? ['how sure they are'] : []),
    ...(codes && sharpnessOf(example) ? ['where they split'] : []),
    ...(codes ? ['interpolation'] : []),
    ...('epochs' in fields ? ['a film of its epochs'] : []),
  ];
}
