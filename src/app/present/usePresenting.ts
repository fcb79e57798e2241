import { create } from 'zustand';
import type { KeptMoment } from '../../store/state';
import { cameraOf } from '../../views/camera';

/** Whether the map is shown to a room, and which moment. What is done with it is loaded when it is asked for. */

export type Show = 'kept' | 'lesson';

/** A moment of the show. */
export interface At {
  readonly show: Show;
  readonly id: string;
}

interface Presenting {
  readonly on: boolean;
  /** The moment that is shown, or on its way; null: what is on the page. */
  readonly at: At | null;
  readonly coming: boolean;
  /** The user's training waits meanwhile. */
  readonly waits: boolean;
  /** The first lesson, once it was asked for. */
  readonly lesson: readonly KeptMoment[];
}

export const usePresenting = create<Presenting>()(() => ({ on: false, at: null, coming: false, waits: false, lesson: [] }));

const cameras = () => ({ map: cameraOf('map'), embedding: cameraOf('embedding') });
let before: Partial<ReturnType<typeof cameras>> = {};

/** What the map showed before it was given the whole window. */
export const camerasBefore = () => before;

export function enter(): void {
  if (usePresenting.getState().on) return;
  before = cameras();
  usePresenting.setState({ on: true, at: null });
}
