import { checkedMoment, MomentError, type Moment } from './moment';
import { Boxed, pack, unpack, UnpackError, type Precision } from './packed';
import { bytesOf, textOf, TextError } from './text';

/** A moment as the part of a link after "#m=": the version, a full stop, and the packed moment. */

const version = 1;
const start = '#m=';
/** Links of this program are far shorter. */
const longest = 2 ** 16;

export const isMoment = (hash: string): boolean => hash.startsWith(start);

export async function hashOf(moment: Moment, precision: Precision): Promise<string> {
  const { latent, partition } = moment;
  const codes = latent?.codes && partition && new Boxed(latent.codes, partition.d);
  return `${start}${version}.${await textOf(pack(codes ? { ...moment, latent: { ...latent, codes } } : moment, precision))}`;
}

/** Throws MomentError with a sentence where the hash is not whole, was changed, or is of a newer version. */
export async function momentOf(hash: string): Promise<Moment> {
  if (hash.length > longest) throw bad(`It is ${hash.length} characters long, and no link has more than ${longest}.`);
  const [, number, text] = /^#m=(\d{1,6})\.(.*)$/s.exec(hash) ?? [];
  if (number === undefined || text === undefined) throw bad('It is cut off, or changed.');
  if (Number(number) > version)
    throw new MomentError('newer-moment', `It was made by a newer Basins (version ${number}; this one reads ${version}).`);
  try {
    return checkedMoment(unpack(await bytesOf(text)));
  } catch (error) {
    if (error instanceof UnpackError || error instanceof TextError) throw bad(error.message);
    throw error;
  }
}

const bad = (sentence: string) => new MomentError('bad-moment', sentence);
