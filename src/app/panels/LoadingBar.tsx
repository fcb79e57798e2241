import { useRun } from '../../store/runStore';

/** Long work under way, how far it is, and how to stop it. */
export function LoadingBar() {
  const loading = useRun((state) => state.loading);
  if (!loading) return null;
  const { what, fraction, cancel } = loading;
  return (
    <div className="loading">
      <label htmlFor="loading-progress">{what} …</label>
      <progress id="loading-progress" max={1} {...(fraction === null ? {} : { value: fraction })} />
      {cancel && (
        <button type="button" onClick={cancel}>
          Cancel
        </button>
      )}
    </div>
  );
}
