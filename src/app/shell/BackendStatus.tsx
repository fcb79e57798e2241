import { useRun } from '../../store/runStore';
import { Popover } from '../../views/Popover';

/** The backend, and on request the reason for it. */
export function BackendStatus() {
  const backend = useRun((state) => state.backend);
  const reason = backend?.reason ?? 'The engine is starting.';
  return (
    <div className="backend">
      <span className={`backend-dot ${backend?.hardware ? 'is-hardware' : ''}`} aria-hidden="true" />
      <output aria-label="Backend" title={reason}>
        {backend?.name ?? ''}
      </output>
      <Popover label="Why this backend" button="?" className="help">
        <p className="popover-title">Backend</p>
        <p>{reason}</p>
        {backend && (
          <p>
            {backend.hardware ? 'It runs on the graphics hardware' : 'It runs on the processor'}
            {backend.adapter && ` (${backend.adapter})`}.
            {(backend.name === 'wasm' || backend.name === 'cpu') &&
              ' CLAM needs no TensorFlow.js there: it trains on typed arrays, which is faster than TensorFlow.js on the processor.'}
          </p>
        )}
        {import.meta.env.PROD && (
          <p>
            <a href="./licences.txt" target="_blank" rel="noreferrer">
              Licences of the packages in use
            </a>
          </p>
        )}
      </Popover>
    </div>
  );
}
