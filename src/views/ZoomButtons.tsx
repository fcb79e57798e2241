/** Nearer, farther, everything: each has its key too, which the view listens for. @param whole what the last one is called. */
export function ZoomButtons({ zoom, whole, onWhole }: { zoom: (factor: number) => void; whole: string; onWhole: () => void }) {
  return (
    <div className="zoom-buttons" data-screen>
      <ZoomButton name="Zoom in" keys="+" path="M8 3.5v9M3.5 8h9" onPress={() => zoom(1.5)} />
      <ZoomButton name="Zoom out" keys="−" path="M3.5 8h9" onPress={() => zoom(1 / 1.5)} />
      <ZoomButton name={whole} keys="0, or double-click" path="M3 6V3h3M13 6V3h-3M3 10v3h3M13 10v3h-3" onPress={onWhole} />
    </div>
  );
}

function ZoomButton({ name, keys, path, onPress }: { name: string; keys: string; path: string; onPress: () => void }) {
  return (
    <button type="button" aria-label={name} title={`${name} (${keys})`} onClick={onPress}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d={path} />
      </svg>
    </button>
  );
}
