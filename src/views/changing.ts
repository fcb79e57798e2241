import type { BaseType, Selection } from 'd3';

type Written = string | number | boolean | null;

/**
 * Writes attributes and text of D3's selections where they differ: the browser lays out and paints anew what is written, the same value
 * too.
 */
export interface Changing<D> {
  /** @param value the same for all, or of a datum and its index; null takes the attribute away. */
  attr(name: string, value: Written | ((datum: D, index: number) => Written)): this;
  text(value: string | ((datum: D, index: number) => string)): this;
}

export function changing<E extends Element, D, P extends BaseType, PD>(selection: Selection<E, D, P, PD>): Changing<D> {
  const write: Changing<D> = {
    attr(name, value) {
      selection.each(function (datum, i) {
        const next = typeof value === 'function' ? value(datum, i) : value;
        if (next === null) {
          if (this.hasAttribute(name)) this.removeAttribute(name);
        } else if (this.getAttribute(name) !== String(next)) this.setAttribute(name, String(next));
      });
      return write;
    },
    text(value) {
      selection.each(function (datum, i) {
        const next = typeof value === 'function' ? value(datum, i) : value;
        if (this.textContent !== next) this.textContent = next;
      });
      return write;
    },
  };
  return write;
}
