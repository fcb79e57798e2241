/** Where a popover stands. All numbers are CSS pixels of the window. */

export interface PlacementBox {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface PlacedPopover {
  readonly width: number;
  readonly left: number;
  /** One of the two is null: the other is the edge that is fixed, for the height is not known before it shows. */
  readonly top: number | null;
  readonly bottom: number | null;
  readonly 'max-height': number;
}

const margin = 8;

/**
 * A popover `width` wide, or as wide as the window allows.
 * @param anchor its button.
 * @param kept stays uncovered.
 * @param sideways whether it may stand at the right or left of `kept`, level with it, where there is room; else, and where there is none,
 * it is below or above, where more room is.
 */
export function placeBeside(
  anchor: PlacementBox,
  kept: PlacementBox,
  width: number,
  window: { width: number; height: number },
  sideways: boolean,
): PlacedPopover {
  const wide = Math.min(width, window.width - 2 * margin);
  const right = kept.right + margin + wide <= window.width - margin;
  const left = kept.left - margin - wide >= margin;
  if (sideways && (right || left)) {
    const low = anchor.top > window.height / 2;
    const edge = Math.max(margin, low ? window.height - anchor.bottom : anchor.top);
    return {
      width: wide,
      left: right ? kept.right + margin : kept.left - margin - wide,
      top: low ? null : edge,
      bottom: low ? edge : null,
      'max-height': window.height - edge - margin,
    };
  }
  const above = kept.top > window.height - kept.bottom;
  return {
    width: wide,
    left: Math.max(margin, Math.min(anchor.left, window.width - wide - margin)),
    top: above ? null : kept.bottom + margin,
    bottom: above ? window.height - kept.top + margin : null,
    'max-height': (above ? kept.top : window.height - kept.bottom) - 2 * margin,
  };
}
