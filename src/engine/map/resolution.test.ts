import { describe, expect, it } from 'vitest';
import { Resolution, within } from './resolution';

describe('how fine a picture is', () => {
  it('is the stage, between 512 and 768 pixels on its longer side', () => {
    const resolution = new Resolution();
    for (let i = 0; i < 20; i++) resolution.took({ width: 640, height: 640 }, 10);
    expect(resolution.exact({ width: 600, height: 300 })).toEqual({ width: 600, height: 300 });
    expect(resolution.exact({ width: 200, height: 100 })).toEqual({ width: 512, height: 256 });
    expect(resolution.exact({ width: 1500, height: 3000 })).toEqual({ width: 384, height: 768 });
  });

  it('of a fine picture is the stage itself, up to a limit', () => {
    expect(within({ width: 1500, height: 3000 }, 4096)).toEqual({ width: 1500, height: 3000 });
    expect(within({ width: 8192, height: 1000 }, 4096)).toEqual({ width: 4096, height: 500 });
  });

  it('is not finer than it must be on a slow machine', () => {
    const resolution = new Resolution();
    for (let i = 0; i < 20; i++) resolution.took({ width: 100, height: 100 }, 100);
    expect(resolution.exact({ width: 1500, height: 3000 })).toEqual({ width: 256, height: 512 });
  });

  it('begins near 160 × 160 and follows what the machine manages, in steps', () => {
    const resolution = new Resolution();
    const full = { width: 640, height: 640 };
    expect(resolution.draft(full)).toEqual({ width: 151, height: 151 });
    for (let i = 0; i < 20; i++) resolution.took({ width: 100, height: 100 }, 60);
    expect(resolution.draft(full).width).toBe(48);
    for (let i = 0; i < 40; i++) resolution.took({ width: 640, height: 640 }, 3);
    expect(resolution.draft(full)).toEqual(full);
    resolution.took({ width: 640, height: 640 }, 600_000);
    for (let i = 0; i < 40; i++) resolution.took({ width: 40, height: 40 }, 600_000);
    expect(resolution.draft(full)).toEqual({ width: 40, height: 40 });
  });

  it('keeps the size of its drafts as long as the machine is about as fast', () => {
    const resolution = new Resolution();
    const full = { width: 640, height: 640 };
    const manages = (side: number) => {
      for (let i = 0; i < 40; i++) resolution.took({ width: side, height: side }, 20);
      return resolution.draft(full).width;
    };
    const steady = manages(200);
    expect(manages(185)).toBe(steady);
    expect(manages(215)).toBe(steady);
    expect(manages(150)).toBeLessThan(steady);
    expect(manages(300)).toBeGreaterThan(steady);
  });
});
