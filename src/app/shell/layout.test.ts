import { expect, test } from 'vitest';
import type { TileView } from '../../store/state';
import { tilesFor } from './layout';

const order: TileView[] = ['basins', 'memories', 'interpolation', 'curves', 'metrics'];

test('the large view comes first, then what is not there yet; those there were stay', () => {
  expect(tilesFor(2, [], 'basins', order)).toEqual(['basins', 'memories']);
  expect(tilesFor(2, [], 'memories', order)).toEqual(['memories', 'basins']);
  expect(tilesFor(4, ['curves', 'basins'], 'basins', order)).toEqual(['curves', 'basins', 'memories', 'interpolation']);
  expect(tilesFor(2, ['curves', 'basins', 'memories', 'metrics'], 'basins', order)).toEqual(['curves', 'basins']);
});
