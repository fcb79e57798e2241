import { useLayoutEffect, useRef, useState } from 'react';

/** The names above the columns of the profiles: level where they fit, else aslant; long ones are cut (the readout has them whole). */
export function FeatureNames({ features }: { features: readonly string[] }) {
  const host = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = host.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const column = width / Math.max(1, features.length);
  const longest = Math.max(...features.map((name) => name.length));
  const level = Math.min(longest, 14) * 6.5 < column;
  return (
    <div ref={host} className={`feature-names ${level ? 'level' : 'aslant'}`} aria-hidden="true">
      {features.map((name, f) => (
        // Names may repeat; places do not.
        <span key={f} style={{ left: `${((f + 0.5) * 100) / features.length}%`, maxWidth: level ? column : undefined }}>
          {shorten(name, level ? Math.floor(column / 6.5) : 16)}
        </span>
      ))}
    </div>
  );
}

export function shorten(name: string, most: number): string {
  return name.length <= most ? name : `${name.slice(0, Math.max(1, most - 1))}…`;
}
