import { useStore, type KeptMoment } from './state';

/** The kept moments, as the user arranges them. Ids that are not there change nothing. */

/** As much as stands under a map. */
export const mostCaption = 300;

const change = (to: (moments: readonly KeptMoment[]) => readonly KeptMoment[]): void =>
  useStore.setState(({ moments }) => ({ moments: to(moments) }));

/** One line of text, of at most `mostCaption` characters. */
export const captionOf = (text: string): string => text.replaceAll(/\s+/g, ' ').trim().slice(0, mostCaption);

/** Puts it last. Returns its id. */
export function keepMoment(link: string, caption: string): string {
  // Not "crypto.randomUUID": pages without a certificate have none.
  const id = `${Date.now().toString(36)}-${Math.floor(Math.random() * 2 ** 32).toString(36)}`;
  change((moments) => [...moments, { id, caption: captionOf(caption), link }]);
  return id;
}

export const captionMoment = (id: string, caption: string): void =>
  change((moments) => moments.map((one) => (one.id === id ? { ...one, caption: captionOf(caption) } : one)));

/** @param by places towards the end; negative: towards the beginning. */
export function moveMoment(id: string, by: number): void {
  change((moments) => {
    const from = moments.findIndex((one) => one.id === id);
    const to = from + by;
    if (from < 0 || to < 0 || to >= moments.length) return moments;
    return moments.toSpliced(from, 1).toSpliced(to, 0, moments[from]!);
  });
}

export const deleteMoment = (id: string): void => change((moments) => moments.filter((one) => one.id !== id));
