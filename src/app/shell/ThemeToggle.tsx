import { themes, useTheme } from '../theme';
import { Icon } from '../ui/Icon';

/** System, light, dark, and round again. */
export function ThemeToggle() {
  const { theme, choose } = useTheme();
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system';
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={`Theme: ${theme}`}
      title={`Theme: ${theme}. Press for ${next}.`}
      onClick={() => choose(next)}
    >
      <Icon name={theme} />
    </button>
  );
}
