import { useEffect, useRef, useState } from 'react';
import { sentenceOf } from '../act';

/** TeX as MathML. The typesetter is loaded when the first equation is asked for. */
export function Equation({ tex }: { tex: string }) {
  const place = useRef<HTMLDivElement>(null);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    let current = true;
    import('temml').then(
      ({ default: temml }) => {
        if (current && place.current) temml.render(tex, place.current, { displayMode: true, annotate: false });
      },
      (error: unknown) => {
        if (current) setFailure(`The equation cannot be typeset (${sentenceOf(error)}). As TeX it is: ${tex}`);
      },
    );
    return () => {
      current = false;
    };
  }, [tex]);
  return failure === null ? <div className="equation" ref={place} /> : <p>{failure}</p>;
}
