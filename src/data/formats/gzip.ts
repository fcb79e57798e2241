import { FlateErrorCode, Gunzip, type FlateError } from 'fflate';
import { DataError } from '../dataset';
import { crc32 } from './crc32';
import { checkExpansion, type ExpansionLimits } from './limits';

/** A member without content. */
const EMPTY_MEMBER = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0);
/** The CRC-32 and the length of what was packed, at the end of a member. */
const TRAILER = 8;
/** Bytes given to the decoder at a time: they become 17 MB at most. */
const PIECE = 1 << 14;

/**
 * Unpacks gzip (RFC 1952), piece by piece: one member or several, one after another, each held against its checksum; zeros behind the last
 * one are padding. Throws DataError "bad-gzip" where it is damaged or cut off, "gzip-junk" where something else follows, "gzip-bomb".
 */
export class Gunzipping {
  private out: Uint8Array[] = [];
  private readonly gunzip = new Gunzip((piece) => this.take(piece));
  /** The last bytes that were read, and how many there have been: the decoder tells where a member begins, not where its trailer lies. */
  private recent = new Uint8Array(0);
  private read = 0;
  private members = 0;
  /** Where the newest member begins in the file. */
  private begun = 0;
  private expanded = 0;
  /** Of the member so far. */
  private checksum = 0;
  private length = 0;
  /** True if the members are over, so that only padding may follow. */
  private over = false;

  /** @param bytes of the packed file. */
  constructor(
    private readonly name: string,
    private readonly bytes: number,
    private readonly limits: ExpansionLimits,
  ) {
    this.gunzip.onmember = (offset) => {
      this.endMember(offset - (this.read - this.recent.length));
      this.begun = offset;
    };
  }

  /** Expands the next bytes of the file. */
  *push(bytes: Uint8Array): Generator<Uint8Array, void> {
    for (let at = 0; at < bytes.length; at += PIECE) {
      this.feed(bytes.subarray(at, at + PIECE));
      yield* this.out.splice(0);
    }
  }

  /** To be called when there are no more bytes. */
  end(): void {
    if (this.over) return;
    const end = this.read;
    // Where the last member is whole another begins just here; else the decoder takes this for a part of that member.
    this.feed(EMPTY_MEMBER, EMPTY_MEMBER.length);
    if (!this.over && this.begun !== end) throw this.damaged();
  }

  /** @param added bytes at the end that are not the file's. */
  private feed(bytes: Uint8Array, added = 0): void {
    const recent = new Uint8Array(this.recent.length + bytes.length);
    recent.set(this.recent);
    recent.set(bytes, this.recent.length);
    this.recent = recent;
    this.read += bytes.length;
    if (this.over) this.refuseJunk(bytes);
    else
      try {
        this.gunzip.push(bytes);
      } catch (error) {
        if (error instanceof DataError) throw error;
        // The bytes after a member begin no other one.
        if ((error as FlateError).code !== FlateErrorCode.InvalidHeader || this.length + this.members === 0) throw this.damaged();
        this.endMembers(added);
      }
    this.recent = this.recent.slice(-PIECE);
  }

  private take(piece: Uint8Array): void {
    if (piece.length === 0) return;
    this.checksum = crc32(piece, this.checksum);
    this.length += piece.length;
    this.expanded += piece.length;
    checkExpansion('gzip', this.name, this.expanded, this.bytes, this.limits);
    this.out.push(piece);
  }

  private isTrailer(at: number): boolean {
    if (at < 0 || at + TRAILER > this.recent.length) return false;
    const view = new DataView(this.recent.buffer, this.recent.byteOffset + at, TRAILER);
    return view.getUint32(0, true) === this.checksum && view.getUint32(4, true) === this.length % 2 ** 32;
  }

  /** @param at in `recent`, behind the trailer. */
  private endMember(at: number): void {
    if (!this.isTrailer(at - TRAILER)) throw this.damaged();
    this.members++;
    this.checksum = 0;
    this.length = 0;
  }

  private endMembers(added: number): void {
    let at = 0;
    while (at + TRAILER <= this.recent.length && !this.isTrailer(at)) at++;
    if (at + TRAILER > this.recent.length) throw this.damaged();
    this.endMember(at + TRAILER);
    this.over = true;
    this.refuseJunk(this.recent.subarray(at + TRAILER, this.recent.length - added));
  }

  private refuseJunk(bytes: Uint8Array): void {
    if (bytes.some((byte) => byte !== 0))
      throw new DataError(
        'gzip-junk',
        `“${this.name}” has something behind its end that is not gzip: unpack it, check the table and open that, or download it again.`,
      );
  }

  private damaged(): DataError {
    return new DataError('bad-gzip', `“${this.name}” is not a whole gzip file: it breaks off or is damaged; make or download it again.`);
  }
}
