/** Operations until the other way is tried, and how many it is tried for. */
const hold = 4096;
const trial = 256;

/**
 * Finds whether helpers help: on a machine that is busy with other things they may not. Both ways compute the same bits, so each is timed
 * now and then, and the faster one goes on. Work is in multiplications, about; both ways see the same mixture.
 */
export class HelpTrial {
  /** The way of the next operation. */
  helped = true;
  private trying = false;
  private left = trial;
  private work = 0;
  private spent = 0;
  /** Milliseconds a multiplication, of the way before this. */
  private other = Number.POSITIVE_INFINITY;

  /** To be called after each operation. */
  note(work: number, milliseconds: number): void {
    this.work += work;
    this.spent += milliseconds;
    if (--this.left > 0) return;
    const pace = this.spent / this.work;
    // A trial that was slower ends; what is not a trial gives way to one.
    if (this.trying && pace <= this.other) {
      this.trying = false;
      this.left = hold;
    } else {
      this.helped = !this.helped;
      this.left = this.trying ? hold : trial;
      this.trying = !this.trying;
    }
    this.other = pace;
    this.work = 0;
    this.spent = 0;
  }
}
