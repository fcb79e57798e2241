import { createContext } from 'react';
import { zoomIdentity, type ZoomTransform } from 'd3';
import type { Plane } from '../core/map/plane';
import type { Size } from './chart/size';
import type { DomainBox } from './Basins/domain';

/** Maps and layouts that stand side by side: those of one plane, or of one layout, have one camera and one cursor. */
export interface LinkedMaps {
  /** A map joins. Returns its end of the link. */
  join(handlers: LinkHandlers): MapLink;
}

interface LinkHandlers {
  /** Another map moved the camera. */
  zoom(transform: ZoomTransform): void;
  /** The part of the plane, or the cursor, is another one. */
  changed(): void;
  size(): Size;
}

export interface MapLink {
  /** The part of the plane that all maps on it show before a zoom: what each has to show, together. The same object while nothing changes. */
  domain(plane: Plane, own: DomainBox): DomainBox;
  /** The same of what has no part to agree on: only the camera is shared with others of this ground. */
  on(ground: object): void;
  zoomed(transform: Pick<ZoomTransform, 'k' | 'x' | 'y'>): void;
  /** The cursor is at this place of the plane, or (null) not on this map. */
  point(place: readonly [number, number] | null): void;
  /** Where the cursor is on another map of this plane. */
  readonly cursor: readonly [number, number] | null;
  leave(): void;
}

interface Member extends LinkHandlers {
  plane: object | null;
  own: DomainBox | null;
}

export function createLinkedMaps(): LinkedMaps {
  const members = new Set<Member>();
  let cursor: { readonly of: Member; readonly place: readonly [number, number] } | null = null;
  /** The part that the maps on a plane show. */
  const parts = new WeakMap<object, DomainBox>();
  let telling = false;
  /** The camera of a plane, its shifts as shares of the map's sides. */
  const cameras = new WeakMap<object, { readonly k: number; readonly x: number; readonly y: number }>();
  /** Where maps are of one shape, the middle of the one is the middle of the other. */
  const follow = (one: Member) => {
    const camera = one.plane && cameras.get(one.plane);
    const { width, height } = one.size();
    if (camera) one.zoom(zoomIdentity.translate(camera.x * width, camera.y * height).scale(camera.k));
  };
  const others = (of: Member) => [...members].filter((one) => one !== of && one.plane !== null && one.plane === of.plane);

  return {
    join(handlers) {
      const self: Member = { ...handlers, plane: null, own: null };
      members.add(self);
      const on = (ground: object) => {
        if (self.plane === ground) return;
        self.plane = ground;
        if (others(self).length > 0) follow(self);
      };
      return {
        on,
        domain(plane, own) {
          const changed = self.plane !== plane || self.own !== own;
          self.own = own;
          on(plane);
          const beside = others(self);
          const union = beside.flatMap((one) => one.own ?? []).reduce(together, own);
          const known = parts.get(plane);
          if (known && sameBox(known, union)) return known;
          parts.set(plane, union);
          if (changed) for (const one of beside) one.changed();
          return union;
        },
        zoomed(transform) {
          const { width, height } = self.size();
          if (telling || !self.plane || width === 0 || height === 0) return;
          telling = true;
          cameras.set(self.plane, { k: transform.k, x: transform.x / width, y: transform.y / height });
          for (const one of others(self)) follow(one);
          telling = false;
        },
        point(place) {
          if (place === null && cursor?.of !== self) return;
          cursor = place && { of: self, place };
          for (const one of others(self)) one.changed();
        },
        get cursor() {
          return cursor && cursor.of !== self && cursor.of.plane === self.plane ? cursor.place : null;
        },
        leave() {
          members.delete(self);
          if (cursor?.of === self) cursor = null;
          if (self.plane) parts.delete(self.plane);
          for (const one of others(self)) one.changed();
        },
      };
    },
  };
}

const together = (a: DomainBox, b: DomainBox): DomainBox => ({
  s0: Math.min(a.s0, b.s0),
  t0: Math.min(a.t0, b.t0),
  s1: Math.max(a.s1, b.s1),
  t1: Math.max(a.t1, b.t1),
});

const sameBox = (a: DomainBox, b: DomainBox) => a.s0 === b.s0 && a.t0 === b.t0 && a.s1 === b.s1 && a.t1 === b.t1;

/** The maps that a map is linked with; null: it stands alone. */
export const LinkedMapsContext = createContext<LinkedMaps | null>(null);
