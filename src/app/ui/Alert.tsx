import '../styles/alerts.css';

interface Props {
  tone: 'error' | 'warning' | 'info';
  sentence: string;
  /** Absent where the sentence goes by itself, with what caused it. */
  onDismiss?: () => void;
  action?: { readonly label: string; readonly act: () => void } | null;
}

/** A sentence that is read out at once and stands where its cause is. */
export function Alert({ tone, sentence, action, onDismiss }: Props) {
  return (
    <div className={`alert alert-${tone}`}>
      <p role="alert">{sentence}</p>
      {action && (
        <button type="button" className="alert-action" onClick={action.act}>
          {action.label}
        </button>
      )}
      {onDismiss && (
        <button type="button" className="quiet" aria-label="Dismiss" onClick={onDismiss}>
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="m4 4 8 8m0-8-8 8" />
          </svg>
        </button>
      )}
    </div>
  );
}
